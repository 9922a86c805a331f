-- Mentors whom staff pin or exclude for one student (R5). By student first: the pinned ones are looked
-- up by their student, whatever the order of the list.
CREATE TABLE mentor_lists (
  programme_id BLOB NOT NULL CONSTRAINT mentor_lists_programme_id_check CHECK (length(programme_id) = 16),
  student_id BLOB NOT NULL CONSTRAINT mentor_lists_student_id_check CHECK (length(student_id) = 16),
  version INTEGER NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (programme_id, student_id),
  CONSTRAINT mentor_lists_student FOREIGN KEY (programme_id, student_id) REFERENCES students (programme_id, person_id) ON DELETE CASCADE
);

CREATE TABLE mentor_list_entries (
  student_id BLOB NOT NULL CONSTRAINT mentor_list_entries_student_id_check CHECK (length(student_id) = 16),
  programme_id BLOB NOT NULL CONSTRAINT mentor_list_entries_programme_id_check CHECK (length(programme_id) = 16),
  mentor_id BLOB NOT NULL CONSTRAINT mentor_list_entries_mentor_id_check CHECK (length(mentor_id) = 16),
  pinned BOOLEAN NOT NULL CONSTRAINT mentor_list_entries_pinned_check CHECK (pinned IN (0, 1)),
  PRIMARY KEY (student_id, programme_id, mentor_id),
  CONSTRAINT mentor_list_entries_list FOREIGN KEY (programme_id, student_id) REFERENCES mentor_lists (programme_id, student_id) ON DELETE CASCADE,
  CONSTRAINT mentor_list_entries_mentor FOREIGN KEY (programme_id, mentor_id) REFERENCES mentors (programme_id, person_id) ON DELETE CASCADE
);
CREATE INDEX mentor_list_entries_mentor ON mentor_list_entries (programme_id, mentor_id);
