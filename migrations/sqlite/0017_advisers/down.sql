ALTER TABLE programmes DROP COLUMN department_email;
DROP INDEX students_of_adviser;
ALTER TABLE students DROP COLUMN adviser_id;
