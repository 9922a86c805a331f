-- The longest mail address that mail servers take (RFC 5321 §4.5.3.1.3); sectors and locations as
-- long as the document says. 0002_texts says why the schema is written to.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(replace(sql,
    'CONSTRAINT persons_email_check CHECK (length(email) <= 200)',
    'CONSTRAINT persons_email_check CHECK (length(email) <= 254)'),
    'CONSTRAINT persons_private_email_check CHECK (length(private_email) <= 200)',
    'CONSTRAINT persons_private_email_check CHECK (length(private_email) <= 254)')
  WHERE type = 'table' AND name = 'persons';
UPDATE sqlite_schema SET sql = replace(replace(sql,
    'CONSTRAINT mentors_sector_check CHECK (length(sector) <= 100)',
    'CONSTRAINT mentors_sector_check CHECK (length(sector) <= 200)'),
    'CONSTRAINT mentors_location_check CHECK (length(location) <= 100)',
    'CONSTRAINT mentors_location_check CHECK (length(location) <= 200)')
  WHERE type = 'table' AND name = 'mentors';
CREATE VIEW schema_changed AS SELECT 1;
DROP VIEW schema_changed;
PRAGMA writable_schema = RESET;
