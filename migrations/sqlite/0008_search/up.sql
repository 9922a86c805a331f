-- A search looks for words anywhere in the keys: by their runs of three letters. A number of its own
-- finds a row again; rows have no number that VACUUM keeps.
ALTER TABLE persons ADD COLUMN search_row INTEGER;
UPDATE persons SET search_row = rowid;
CREATE UNIQUE INDEX persons_search ON persons (search_row);
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
ALTER TABLE students ADD COLUMN search_row INTEGER;
UPDATE students SET search_row = rowid;
CREATE UNIQUE INDEX students_search ON students (search_row);
CREATE VIRTUAL TABLE students_words USING fts5 (search_key, tokenize = 'trigram', detail = none, columnsize = 0);
INSERT INTO students_words (rowid, search_key) SELECT search_row, search_key FROM students;
CREATE TRIGGER students_words_insert AFTER INSERT ON students BEGIN
  UPDATE students SET search_row = (SELECT coalesce(max(search_row), 0) + 1 FROM students) WHERE rowid = new.rowid;
  INSERT INTO students_words (rowid, search_key) SELECT search_row, search_key FROM students WHERE rowid = new.rowid;
END;
CREATE TRIGGER students_words_update AFTER UPDATE OF search_key ON students WHEN old.search_key <> new.search_key BEGIN
  UPDATE students_words SET search_key = new.search_key WHERE rowid = new.search_row;
END;
CREATE TRIGGER students_words_delete AFTER DELETE ON students BEGIN
  DELETE FROM students_words WHERE rowid = old.search_row;
END;
ALTER TABLE mentors ADD COLUMN search_row INTEGER;
UPDATE mentors SET search_row = rowid;
CREATE UNIQUE INDEX mentors_search ON mentors (search_row);
CREATE VIRTUAL TABLE mentors_words USING fts5 (search_key, tokenize = 'trigram', detail = none, columnsize = 0);
INSERT INTO mentors_words (rowid, search_key) SELECT search_row, search_key FROM mentors;
CREATE TRIGGER mentors_words_insert AFTER INSERT ON mentors BEGIN
  UPDATE mentors SET search_row = (SELECT coalesce(max(search_row), 0) + 1 FROM mentors) WHERE rowid = new.rowid;
  INSERT INTO mentors_words (rowid, search_key) SELECT search_row, search_key FROM mentors WHERE rowid = new.rowid;
END;
CREATE TRIGGER mentors_words_update AFTER UPDATE OF search_key ON mentors WHEN old.search_key <> new.search_key BEGIN
  UPDATE mentors_words SET search_key = new.search_key WHERE rowid = new.search_row;
END;
CREATE TRIGGER mentors_words_delete AFTER DELETE ON mentors BEGIN
  DELETE FROM mentors_words WHERE rowid = old.search_row;
END;
-- A person's mentorships of one programme, in the order of the list; overdue interviews.
DROP INDEX mentorships_of_student;
DROP INDEX mentorships_of_mentor;
CREATE INDEX mentorships_of_student ON mentorships (student_id, programme_id, chosen_at DESC, id DESC);
CREATE INDEX mentorships_of_mentor ON mentorships (mentor_id, programme_id, chosen_at DESC, id DESC);
CREATE INDEX interviews_unsettled ON interviews (closes_on, mentorship_id) WHERE concluded_at IS NULL AND excused_at IS NULL;
