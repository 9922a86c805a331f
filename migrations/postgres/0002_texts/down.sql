UPDATE mentors SET headline = '' WHERE headline IS NULL;
ALTER TABLE mentors ALTER COLUMN headline SET NOT NULL;
UPDATE appointments SET means_detail = left(means_detail, 200);
ALTER TABLE appointments DROP CONSTRAINT appointments_means_detail_check,
  ADD CONSTRAINT appointments_means_detail_check CHECK (char_length(means_detail) <= 200);
