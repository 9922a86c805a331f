ALTER TABLE mentors DROP COLUMN own_fields;
