-- Links of meetings as Teams and Outlook write them; mentors of whom no headline is known.
ALTER TABLE appointments DROP CONSTRAINT appointments_means_detail_check,
  ADD CONSTRAINT appointments_means_detail_check CHECK (char_length(means_detail) <= 2000);
ALTER TABLE mentors ALTER COLUMN headline DROP NOT NULL;
