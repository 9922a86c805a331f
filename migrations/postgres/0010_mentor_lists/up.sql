-- Mentors whom staff pin or exclude for one student (R5). By student first: the pinned ones are looked
-- up by their student, whatever the order of the list.
CREATE TABLE mentor_lists (
  programme_id uuid NOT NULL,
  student_id uuid NOT NULL,
  version integer NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (programme_id, student_id),
  CONSTRAINT mentor_lists_student FOREIGN KEY (programme_id, student_id) REFERENCES students (programme_id, person_id) ON DELETE CASCADE
);

CREATE TABLE mentor_list_entries (
  student_id uuid NOT NULL,
  programme_id uuid NOT NULL,
  mentor_id uuid NOT NULL,
  pinned boolean NOT NULL,
  PRIMARY KEY (student_id, programme_id, mentor_id),
  CONSTRAINT mentor_list_entries_list FOREIGN KEY (programme_id, student_id) REFERENCES mentor_lists (programme_id, student_id) ON DELETE CASCADE,
  CONSTRAINT mentor_list_entries_mentor FOREIGN KEY (programme_id, mentor_id) REFERENCES mentors (programme_id, person_id) ON DELETE CASCADE
);
CREATE INDEX mentor_list_entries_mentor ON mentor_list_entries (programme_id, mentor_id);
