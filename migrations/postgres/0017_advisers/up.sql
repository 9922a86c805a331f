-- A student's own adviser, and the Department's mailbox (R47): who of staff is told about a student.
ALTER TABLE students ADD COLUMN adviser_id uuid REFERENCES persons (id);
CREATE INDEX students_of_adviser ON students (adviser_id, programme_id, sort_key, person_id) WHERE adviser_id IS NOT NULL;
ALTER TABLE programmes ADD COLUMN department_email text
  CONSTRAINT programmes_department_email_check CHECK (char_length(department_email) <= 200);
