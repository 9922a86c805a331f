-- Times that a mentor has published (R11), as one document: they are read and replaced whole.
CREATE TABLE availabilities (
  programme_id uuid NOT NULL,
  person_id uuid NOT NULL,
  time_zone text NOT NULL CONSTRAINT availabilities_time_zone_check CHECK (char_length(time_zone) <= 64),
  times jsonb NOT NULL,
  version integer NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (programme_id, person_id),
  CONSTRAINT availabilities_mentor FOREIGN KEY (programme_id, person_id) REFERENCES mentors (programme_id, person_id) ON DELETE CASCADE
);
