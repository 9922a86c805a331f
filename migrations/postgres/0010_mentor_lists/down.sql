DROP TABLE mentor_list_entries;
DROP TABLE mentor_lists;
