-- Times that a mentor has published (R11), as one document: they are read and replaced whole.
CREATE TABLE availabilities (
  programme_id BLOB NOT NULL CONSTRAINT availabilities_programme_id_check CHECK (length(programme_id) = 16),
  person_id BLOB NOT NULL CONSTRAINT availabilities_person_id_check CHECK (length(person_id) = 16),
  time_zone TEXT NOT NULL CONSTRAINT availabilities_time_zone_check CHECK (length(time_zone) <= 64),
  times TEXT NOT NULL CONSTRAINT availabilities_times_check CHECK (json_valid(times)),
  version INTEGER NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (programme_id, person_id),
  CONSTRAINT availabilities_mentor FOREIGN KEY (programme_id, person_id) REFERENCES mentors (programme_id, person_id) ON DELETE CASCADE
);
