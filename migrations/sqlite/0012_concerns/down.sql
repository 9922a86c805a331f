DELETE FROM messages WHERE person_id IS NULL;
ALTER TABLE messages DROP COLUMN address;
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'person_id BLOB REFERENCES', 'person_id BLOB NOT NULL REFERENCES')
  WHERE type = 'table' AND name = 'messages';
CREATE VIEW schema_changed AS SELECT 1;
DROP VIEW schema_changed;
PRAGMA writable_schema = RESET;
DROP INDEX persons_staff;
ALTER TABLE persons DROP COLUMN staff;
DROP TABLE concerns;
