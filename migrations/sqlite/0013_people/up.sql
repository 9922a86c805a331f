-- Staff search people by names and addresses; the keys of rows that are here are made at the next
-- start. `search_key` stays without addresses, as former mentors search by it (R5): the index of
-- words has both, and what it finds is compared with the key that is meant.
ALTER TABLE persons ADD COLUMN staff_key TEXT NOT NULL DEFAULT '';
UPDATE persons SET staff_key = search_key;
DROP TRIGGER persons_words_insert;
DROP TRIGGER persons_words_update;
DROP TRIGGER persons_words_delete;
DROP TABLE persons_words;
CREATE VIRTUAL TABLE persons_words USING fts5 (staff_key, tokenize = 'trigram', detail = none, columnsize = 0);
INSERT INTO persons_words (rowid, staff_key) SELECT search_row, staff_key FROM persons;
CREATE TRIGGER persons_words_insert AFTER INSERT ON persons BEGIN
  UPDATE persons SET search_row = (SELECT coalesce(max(search_row), 0) + 1 FROM persons) WHERE rowid = new.rowid;
  INSERT INTO persons_words (rowid, staff_key) SELECT search_row, staff_key FROM persons WHERE rowid = new.rowid;
END;
CREATE TRIGGER persons_words_update AFTER UPDATE OF staff_key ON persons WHEN old.staff_key <> new.staff_key BEGIN
  UPDATE persons_words SET staff_key = new.staff_key WHERE rowid = new.search_row;
END;
CREATE TRIGGER persons_words_delete AFTER DELETE ON persons BEGIN
  DELETE FROM persons_words WHERE rowid = old.search_row;
END;
CREATE INDEX persons_list ON persons (sort_key, id);
CREATE INDEX messages_person ON messages (person_id, id);

-- No live mentorship has a deactivated person (R36).
CREATE TRIGGER mentorships_active_people BEFORE INSERT ON mentorships
WHEN NEW.state = 'active' AND EXISTS (SELECT 1 FROM persons WHERE id IN (NEW.student_id, NEW.mentor_id) AND NOT active)
BEGIN SELECT RAISE(ABORT, 'inactive: mentorships_active_people'); END;
