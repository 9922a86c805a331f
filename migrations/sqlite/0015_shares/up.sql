-- Documents that a student lets others read (R31); a share is the rows of one share_id. A document is
-- shared once with advisers, and once with the mentor of the mentorship with which the student goes on.
CREATE TABLE shared_documents (
  share_id BLOB NOT NULL CONSTRAINT shared_documents_share_id_check CHECK (length(share_id) = 16),
  mentorship_id BLOB NOT NULL REFERENCES mentorships (id) CONSTRAINT shared_documents_mentorship_id_check CHECK (length(mentorship_id) = 16),
  audience TEXT NOT NULL CONSTRAINT shared_documents_audience_check CHECK (audience IN ('advisers', 'mentor')),
  kind TEXT NOT NULL CONSTRAINT shared_documents_kind_check CHECK (kind IN ('roadbook', 'evaluation')),
  step TEXT NOT NULL CONSTRAINT shared_documents_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  reader_mentorship_id BLOB REFERENCES mentorships (id) CONSTRAINT shared_documents_reader_mentorship_id_check CHECK (length(reader_mentorship_id) = 16),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (mentorship_id, audience, kind, step),
  CONSTRAINT shared_documents_reader CHECK ((reader_mentorship_id IS NULL) = (audience = 'advisers') AND reader_mentorship_id <> mentorship_id)
);
CREATE INDEX shared_documents_of_share ON shared_documents (share_id);

-- Documents that an admin opened in an emergency (R31); only ever added to.
CREATE TABLE emergency_accesses (
  id BLOB PRIMARY KEY NOT NULL CONSTRAINT emergency_accesses_id_check CHECK (length(id) = 16),
  mentorship_id BLOB NOT NULL REFERENCES mentorships (id) CONSTRAINT emergency_accesses_mentorship_id_check CHECK (length(mentorship_id) = 16),
  kind TEXT NOT NULL CONSTRAINT emergency_accesses_kind_check CHECK (kind IN ('roadbook', 'evaluation')),
  step TEXT NOT NULL CONSTRAINT emergency_accesses_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  person_id BLOB NOT NULL REFERENCES persons (id) CONSTRAINT emergency_accesses_person_id_check CHECK (length(person_id) = 16),
  reason TEXT NOT NULL CONSTRAINT emergency_accesses_reason_check CHECK (length(reason) <= 2000),
  opened_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  CONSTRAINT emergency_accesses_times CHECK (expires_at > opened_at)
);
CREATE INDEX emergency_accesses_of_mentorship ON emergency_accesses (mentorship_id, person_id, expires_at);
