-- Documents that a student lets others read (R31); a share is the rows of one share_id. A document is
-- shared once with advisers, and once with the mentor of the mentorship with which the student goes on.
CREATE TABLE shared_documents (
  share_id uuid NOT NULL,
  mentorship_id uuid NOT NULL REFERENCES mentorships (id),
  audience text NOT NULL CONSTRAINT shared_documents_audience_check CHECK (audience IN ('advisers', 'mentor')),
  kind text NOT NULL CONSTRAINT shared_documents_kind_check CHECK (kind IN ('roadbook', 'evaluation')),
  step text NOT NULL CONSTRAINT shared_documents_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  reader_mentorship_id uuid REFERENCES mentorships (id),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (mentorship_id, audience, kind, step),
  CONSTRAINT shared_documents_reader CHECK ((reader_mentorship_id IS NULL) = (audience = 'advisers') AND reader_mentorship_id <> mentorship_id)
);
CREATE INDEX shared_documents_of_share ON shared_documents (share_id);

-- Documents that an admin opened in an emergency (R31); only ever added to.
CREATE TABLE emergency_accesses (
  id uuid PRIMARY KEY,
  mentorship_id uuid NOT NULL REFERENCES mentorships (id),
  kind text NOT NULL CONSTRAINT emergency_accesses_kind_check CHECK (kind IN ('roadbook', 'evaluation')),
  step text NOT NULL CONSTRAINT emergency_accesses_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  person_id uuid NOT NULL REFERENCES persons (id),
  reason text NOT NULL CONSTRAINT emergency_accesses_reason_check CHECK (char_length(reason) <= 2000),
  opened_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT emergency_accesses_times CHECK (expires_at > opened_at)
);
CREATE INDEX emergency_accesses_of_mentorship ON emergency_accesses (mentorship_id, person_id, expires_at);
