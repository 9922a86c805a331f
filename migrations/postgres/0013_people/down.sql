DROP TRIGGER mentorships_active_people ON mentorships;
DROP FUNCTION refuse_inactive_people;
DROP INDEX messages_person;
DROP INDEX persons_search;
CREATE INDEX persons_search ON persons USING gin (search_key gin_trgm_ops);
DROP INDEX persons_list;
ALTER TABLE persons DROP COLUMN staff_key;
