-- A search looks for words anywhere in the keys: by their runs of three letters.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX persons_search ON persons USING gin (search_key gin_trgm_ops);
CREATE INDEX students_search ON students USING gin (search_key gin_trgm_ops);
CREATE INDEX mentors_search ON mentors USING gin (search_key gin_trgm_ops);
-- A person's mentorships of one programme, in the order of the list; overdue interviews.
DROP INDEX mentorships_of_student;
DROP INDEX mentorships_of_mentor;
CREATE INDEX mentorships_of_student ON mentorships (student_id, programme_id, chosen_at DESC, id DESC);
CREATE INDEX mentorships_of_mentor ON mentorships (mentor_id, programme_id, chosen_at DESC, id DESC);
CREATE INDEX interviews_unsettled ON interviews (closes_on, mentorship_id) WHERE concluded_at IS NULL AND excused_at IS NULL;
