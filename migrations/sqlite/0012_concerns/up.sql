-- What one of the two tells staff in private (R32); the other never learns of it.
CREATE TABLE concerns (
  id BLOB PRIMARY KEY NOT NULL CONSTRAINT concerns_id_check CHECK (length(id) = 16),
  programme_id BLOB NOT NULL REFERENCES programmes (id) CONSTRAINT concerns_programme_id_check CHECK (length(programme_id) = 16),
  mentorship_id BLOB NOT NULL REFERENCES mentorships (id) CONSTRAINT concerns_mentorship_id_check CHECK (length(mentorship_id) = 16),
  raised_by TEXT NOT NULL CONSTRAINT concerns_raised_by_check CHECK (raised_by IN ('student', 'mentor')),
  kind TEXT NOT NULL CONSTRAINT concerns_kind_check CHECK (kind IN ('concern', 'wants_to_stop', 'other')),
  text TEXT NOT NULL CONSTRAINT concerns_text_check CHECK (length(text) <= 2000),
  created_at BIGINT NOT NULL,
  resolved_at BIGINT,
  resolved_by BLOB REFERENCES persons (id) CONSTRAINT concerns_resolved_by_check CHECK (length(resolved_by) = 16),
  note TEXT CONSTRAINT concerns_note_check CHECK (length(note) <= 2000),
  CONSTRAINT concerns_resolved CHECK ((resolved_at IS NULL) = (resolved_by IS NULL) AND (resolved_at IS NOT NULL OR note IS NULL))
);
CREATE INDEX concerns_list ON concerns (created_at DESC, id DESC);
CREATE INDEX concerns_of_programme ON concerns (programme_id, created_at DESC, id DESC);
CREATE INDEX concerns_of_mentorship ON concerns (mentorship_id);

-- Staff are told by mail: who came here first with a staff token. Of those who are here, who has done
-- what only staff do, and never took part.
ALTER TABLE persons ADD COLUMN staff BOOLEAN NOT NULL DEFAULT 0 CONSTRAINT persons_staff_check CHECK (staff IN (0, 1));
UPDATE persons SET staff = 1
  WHERE id IN (SELECT actor_id FROM audit_log WHERE action IN ('create_programme', 'update_programme', 'open_programme',
    'close_programme', 'put_charter', 'import_students', 'import_mentors', 'create_student', 'create_mentor', 'update_student'))
  AND NOT EXISTS (SELECT 1 FROM enrolments WHERE person_id = persons.id);
CREATE INDEX persons_staff ON persons (id) WHERE staff;

-- Where no staff person can be reached, the team's own address is told (R25). 0002_texts says why the
-- schema is written to.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'person_id BLOB NOT NULL REFERENCES', 'person_id BLOB REFERENCES')
  WHERE type = 'table' AND name = 'messages';
CREATE VIEW schema_changed AS SELECT 1;
DROP VIEW schema_changed;
PRAGMA writable_schema = RESET;
ALTER TABLE messages ADD COLUMN address TEXT
  CONSTRAINT messages_address_check CHECK (length(address) <= 254)
  CONSTRAINT messages_recipient CHECK ((person_id IS NULL) <> (address IS NULL));
