-- Interviews of students with the Career Department (R24), which no mentor reads.
CREATE TABLE career_interviews (
  id uuid PRIMARY KEY,
  programme_id uuid NOT NULL REFERENCES programmes (id),
  mentorship_id uuid REFERENCES mentorships (id),
  student_id uuid NOT NULL REFERENCES persons (id),
  state text NOT NULL CONSTRAINT career_interviews_state_check CHECK (state IN ('requested', 'scheduled', 'held', 'missed', 'declined', 'cancelled')),
  message text NOT NULL CONSTRAINT career_interviews_message_check CHECK (char_length(message) <= 2000),
  adviser_id uuid REFERENCES persons (id),
  starts_at timestamptz,
  duration_minutes integer CONSTRAINT career_interviews_duration_check CHECK (duration_minutes BETWEEN 15 AND 180),
  means_kind text CONSTRAINT career_interviews_means_kind_check CHECK (means_kind IN ('in_person', 'phone', 'video')),
  means_detail text CONSTRAINT career_interviews_means_detail_check CHECK (char_length(means_detail) <= 2000),
  note text CONSTRAINT career_interviews_note_check CHECK (char_length(note) <= 2000),
  reason text CONSTRAINT career_interviews_reason_check CHECK (char_length(reason) <= 2000),
  created_at timestamptz NOT NULL,
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
