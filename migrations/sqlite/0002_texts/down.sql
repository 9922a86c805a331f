UPDATE mentors SET headline = '' WHERE headline IS NULL;
UPDATE appointments SET means_detail = substr(means_detail, 1, 200);
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql,
    'CONSTRAINT appointments_means_detail_check CHECK (length(means_detail) <= 2000)',
    'CONSTRAINT appointments_means_detail_check CHECK (length(means_detail) <= 200)')
  WHERE type = 'table' AND name = 'appointments';
UPDATE sqlite_schema SET sql = replace(sql, 'headline TEXT', 'headline TEXT NOT NULL')
  WHERE type = 'table' AND name = 'mentors';
CREATE VIEW schema_changed AS SELECT 1;
DROP VIEW schema_changed;
PRAGMA writable_schema = RESET;
