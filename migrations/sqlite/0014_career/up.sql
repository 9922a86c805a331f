-- Interviews of students with the Career Department (R24), which no mentor reads.
CREATE TABLE career_interviews (
  id BLOB PRIMARY KEY NOT NULL CONSTRAINT career_interviews_id_check CHECK (length(id) = 16),
  programme_id BLOB NOT NULL REFERENCES programmes (id) CONSTRAINT career_interviews_programme_id_check CHECK (length(programme_id) = 16),
  mentorship_id BLOB REFERENCES mentorships (id) CONSTRAINT career_interviews_mentorship_id_check CHECK (length(mentorship_id) = 16),
  student_id BLOB NOT NULL REFERENCES persons (id) CONSTRAINT career_interviews_student_id_check CHECK (length(student_id) = 16),
  state TEXT NOT NULL CONSTRAINT career_interviews_state_check CHECK (state IN ('requested', 'scheduled', 'held', 'missed', 'declined', 'cancelled')),
  message TEXT NOT NULL CONSTRAINT career_interviews_message_check CHECK (length(message) <= 2000),
  adviser_id BLOB REFERENCES persons (id) CONSTRAINT career_interviews_adviser_id_check CHECK (length(adviser_id) = 16),
  starts_at BIGINT,
  duration_minutes INTEGER CONSTRAINT career_interviews_duration_check CHECK (duration_minutes BETWEEN 15 AND 180),
  means_kind TEXT CONSTRAINT career_interviews_means_kind_check CHECK (means_kind IN ('in_person', 'phone', 'video')),
  means_detail TEXT CONSTRAINT career_interviews_means_detail_check CHECK (length(means_detail) <= 2000),
  note TEXT CONSTRAINT career_interviews_note_check CHECK (length(note) <= 2000),
  reason TEXT CONSTRAINT career_interviews_reason_check CHECK (length(reason) <= 2000),
  created_at BIGINT NOT NULL,
  CONSTRAINT career_interviews_reasoned CHECK ((reason IS NOT NULL) = (state IN ('declined', 'cancelled'))),
  CONSTRAINT career_interviews_dated CHECK (state NOT IN ('scheduled', 'held', 'missed') OR (starts_at IS NOT NULL AND adviser_id IS NOT NULL)),
  CONSTRAINT career_interviews_date_whole CHECK ((starts_at IS NULL) = (duration_minutes IS NULL) AND (starts_at IS NULL) = (means_kind IS NULL) AND (starts_at IS NULL) = (means_detail IS NULL))
);
-- One open request of a student at a time in a programme.
CREATE UNIQUE INDEX career_interviews_one_open ON career_interviews (programme_id, student_id) WHERE state IN ('requested', 'scheduled');
CREATE INDEX career_interviews_list ON career_interviews (created_at DESC, id DESC);
CREATE INDEX career_interviews_of_student ON career_interviews (student_id, created_at DESC, id DESC);
CREATE INDEX career_interviews_of_adviser ON career_interviews (adviser_id, created_at DESC, id DESC);
CREATE INDEX career_interviews_of_programme ON career_interviews (programme_id, created_at DESC, id DESC);
