-- A student's own adviser, and the Department's mailbox (R47): who of staff is told about a student.
ALTER TABLE students ADD COLUMN adviser_id BLOB REFERENCES persons (id)
  CONSTRAINT students_adviser_id_check CHECK (length(adviser_id) = 16);
CREATE INDEX students_of_adviser ON students (adviser_id, programme_id, sort_key, person_id) WHERE adviser_id IS NOT NULL;
ALTER TABLE programmes ADD COLUMN department_email TEXT
  CONSTRAINT programmes_department_email_check CHECK (length(department_email) <= 200);
