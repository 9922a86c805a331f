ALTER TABLE persons DROP COLUMN calendar_generation;
