DROP INDEX interviews_unsettled;
DROP INDEX mentorships_of_mentor;
DROP INDEX mentorships_of_student;
CREATE INDEX mentorships_of_student ON mentorships (student_id, chosen_at DESC);
CREATE INDEX mentorships_of_mentor ON mentorships (mentor_id, chosen_at DESC);
DROP INDEX mentors_search;
DROP INDEX students_search;
DROP INDEX persons_search;
DROP EXTENSION pg_trgm;
