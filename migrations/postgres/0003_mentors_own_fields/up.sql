-- Fields that mentors have set themselves: imports leave them alone (R37).
ALTER TABLE mentors ADD COLUMN own_fields jsonb NOT NULL DEFAULT '[]';
