UPDATE persons SET email = NULL WHERE char_length(email) > 200;
UPDATE persons SET private_email = NULL WHERE char_length(private_email) > 200;
UPDATE mentors SET sector = left(sector, 100), location = left(location, 100);
ALTER TABLE persons
  DROP CONSTRAINT persons_email_check,
  DROP CONSTRAINT persons_private_email_check,
  ADD CONSTRAINT persons_email_check CHECK (char_length(email) <= 200),
  ADD CONSTRAINT persons_private_email_check CHECK (char_length(private_email) <= 200);
ALTER TABLE mentors
  DROP CONSTRAINT mentors_sector_check,
  DROP CONSTRAINT mentors_location_check,
  ADD CONSTRAINT mentors_sector_check CHECK (char_length(sector) <= 100),
  ADD CONSTRAINT mentors_location_check CHECK (char_length(location) <= 100);
