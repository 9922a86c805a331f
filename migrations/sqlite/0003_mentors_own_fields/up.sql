-- Fields that mentors have set themselves: imports leave them alone (R37).
ALTER TABLE mentors ADD COLUMN own_fields TEXT NOT NULL DEFAULT '[]'
  CONSTRAINT mentors_own_fields_check CHECK (json_valid(own_fields));
