-- Applications of people who offer themselves as mentors (R45); one at a time waits for staff.
CREATE TABLE mentor_applications (
  id uuid PRIMARY KEY,
  programme_id uuid NOT NULL REFERENCES programmes (id),
  person_id uuid NOT NULL REFERENCES persons (id),
  state text NOT NULL CONSTRAINT mentor_applications_state_check CHECK (state IN ('submitted', 'accepted', 'refused', 'withdrawn')),
  profile jsonb NOT NULL,
  message text CONSTRAINT mentor_applications_message_check CHECK (char_length(message) <= 2000),
  created_at timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by uuid REFERENCES persons (id),
  CONSTRAINT mentor_applications_decided CHECK ((decided_at IS NULL) = (state = 'submitted'))
);
CREATE UNIQUE INDEX mentor_applications_one_open ON mentor_applications (programme_id, person_id) WHERE state = 'submitted';
CREATE INDEX mentor_applications_list ON mentor_applications (programme_id, created_at DESC, id DESC);
CREATE INDEX mentor_applications_of_person ON mentor_applications (person_id, programme_id, created_at DESC, id DESC);
ALTER TABLE programmes ADD COLUMN mentor_applications text NOT NULL DEFAULT 'staff'
  CONSTRAINT programmes_mentor_applications_check CHECK (mentor_applications IN ('staff', 'automatic'));
