-- Links of meetings as Teams and Outlook write them; mentors of whom no headline is known.
-- SQLite knows no other way to loosen a CHECK or a NOT NULL than to copy the table with all that
-- refers to it, or this one (https://www.sqlite.org/lang_altertable.html, section 8): no row changes.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql,
    'CONSTRAINT appointments_means_detail_check CHECK (length(means_detail) <= 200)',
    'CONSTRAINT appointments_means_detail_check CHECK (length(means_detail) <= 2000)')
  WHERE type = 'table' AND name = 'appointments';
UPDATE sqlite_schema SET sql = replace(sql, 'headline TEXT NOT NULL', 'headline TEXT')
  WHERE type = 'table' AND name = 'mentors';
-- Tells other connections that the schema has changed.
CREATE VIEW schema_changed AS SELECT 1;
DROP VIEW schema_changed;
PRAGMA writable_schema = RESET;
