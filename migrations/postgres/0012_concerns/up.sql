-- What one of the two tells staff in private (R32); the other never learns of it.
CREATE TABLE concerns (
  id uuid PRIMARY KEY,
  programme_id uuid NOT NULL REFERENCES programmes (id),
  mentorship_id uuid NOT NULL REFERENCES mentorships (id),
  raised_by text NOT NULL CONSTRAINT concerns_raised_by_check CHECK (raised_by IN ('student', 'mentor')),
  kind text NOT NULL CONSTRAINT concerns_kind_check CHECK (kind IN ('concern', 'wants_to_stop', 'other')),
  text text NOT NULL CONSTRAINT concerns_text_check CHECK (char_length(text) <= 2000),
  created_at timestamptz NOT NULL,
  resolved_at timestamptz,
  resolved_by uuid REFERENCES persons (id),
  note text CONSTRAINT concerns_note_check CHECK (char_length(note) <= 2000),
  CONSTRAINT concerns_resolved CHECK ((resolved_at IS NULL) = (resolved_by IS NULL) AND (resolved_at IS NOT NULL OR note IS NULL))
);
CREATE INDEX concerns_list ON concerns (created_at DESC, id DESC);
CREATE INDEX concerns_of_programme ON concerns (programme_id, created_at DESC, id DESC);
CREATE INDEX concerns_of_mentorship ON concerns (mentorship_id);

-- Staff are told by mail: who came here first with a staff token. Of those who are here, who has done
-- what only staff do, and never took part.
ALTER TABLE persons ADD COLUMN staff boolean NOT NULL DEFAULT false;
UPDATE persons SET staff = true
  WHERE id IN (SELECT actor_id FROM audit_log WHERE action IN ('create_programme', 'update_programme', 'open_programme',
    'close_programme', 'put_charter', 'import_students', 'import_mentors', 'create_student', 'create_mentor', 'update_student'))
  AND NOT EXISTS (SELECT 1 FROM enrolments WHERE person_id = persons.id);
CREATE INDEX persons_staff ON persons (id) WHERE staff;

-- Where no staff person can be reached, the team's own address is told (R25).
ALTER TABLE messages
  ALTER COLUMN person_id DROP NOT NULL,
  ADD COLUMN address text CONSTRAINT messages_address_check CHECK (char_length(address) <= 254),
  ADD CONSTRAINT messages_recipient CHECK ((person_id IS NULL) <> (address IS NULL));
