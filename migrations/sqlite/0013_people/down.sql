DROP TRIGGER mentorships_active_people;
DROP INDEX messages_person;
DROP INDEX persons_list;
DROP TRIGGER persons_words_insert;
DROP TRIGGER persons_words_update;
DROP TRIGGER persons_words_delete;
DROP TABLE persons_words;
CREATE VIRTUAL TABLE persons_words USING fts5 (search_key, tokenize = 'trigram', detail = none, columnsize = 0);
INSERT INTO persons_words (rowid, search_key) SELECT search_row, search_key FROM persons;
CREATE TRIGGER persons_words_insert AFTER INSERT ON persons BEGIN
  UPDATE persons SET search_row = (SELECT coalesce(max(search_row), 0) + 1 FROM persons) WHERE rowid = new.rowid;
  INSERT INTO persons_words (rowid, search_key) SELECT search_row, search_key FROM persons WHERE rowid = new.rowid;
END;
CREATE TRIGGER persons_words_update AFTER UPDATE OF search_key ON persons WHEN old.search_key <> new.search_key BEGIN
  UPDATE persons_words SET search_key = new.search_key WHERE rowid = new.search_row;
END;
CREATE TRIGGER persons_words_delete AFTER DELETE ON persons BEGIN
  DELETE FROM persons_words WHERE rowid = old.search_row;
END;
ALTER TABLE persons DROP COLUMN staff_key;
