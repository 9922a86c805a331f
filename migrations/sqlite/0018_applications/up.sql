-- Applications of people who offer themselves as mentors (R45); one at a time waits for staff.
CREATE TABLE mentor_applications (
  id BLOB PRIMARY KEY NOT NULL CONSTRAINT mentor_applications_id_check CHECK (length(id) = 16),
  programme_id BLOB NOT NULL REFERENCES programmes (id) CONSTRAINT mentor_applications_programme_id_check CHECK (length(programme_id) = 16),
  person_id BLOB NOT NULL REFERENCES persons (id) CONSTRAINT mentor_applications_person_id_check CHECK (length(person_id) = 16),
  state TEXT NOT NULL CONSTRAINT mentor_applications_state_check CHECK (state IN ('submitted', 'accepted', 'refused', 'withdrawn')),
  profile TEXT NOT NULL CONSTRAINT mentor_applications_profile_check CHECK (json_valid(profile)),
  message TEXT CONSTRAINT mentor_applications_message_check CHECK (length(message) <= 2000),
  created_at BIGINT NOT NULL,
  decided_at BIGINT,
  decided_by BLOB REFERENCES persons (id) CONSTRAINT mentor_applications_decided_by_check CHECK (length(decided_by) = 16),
  CONSTRAINT mentor_applications_decided CHECK ((decided_at IS NULL) = (state = 'submitted'))
);
CREATE UNIQUE INDEX mentor_applications_one_open ON mentor_applications (programme_id, person_id) WHERE state = 'submitted';
CREATE INDEX mentor_applications_list ON mentor_applications (programme_id, created_at DESC, id DESC);
CREATE INDEX mentor_applications_of_person ON mentor_applications (person_id, programme_id, created_at DESC, id DESC);
ALTER TABLE programmes ADD COLUMN mentor_applications TEXT NOT NULL DEFAULT 'staff'
  CONSTRAINT programmes_mentor_applications_check CHECK (mentor_applications IN ('staff', 'automatic'));
