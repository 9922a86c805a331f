-- The longest mail address that mail servers take (RFC 5321 §4.5.3.1.3); sectors and locations as
-- long as the document says.
ALTER TABLE persons
  DROP CONSTRAINT persons_email_check,
  DROP CONSTRAINT persons_private_email_check,
  ADD CONSTRAINT persons_email_check CHECK (char_length(email) <= 254),
  ADD CONSTRAINT persons_private_email_check CHECK (char_length(private_email) <= 254);
ALTER TABLE mentors
  DROP CONSTRAINT mentors_sector_check,
  DROP CONSTRAINT mentors_location_check,
  ADD CONSTRAINT mentors_sector_check CHECK (char_length(sector) <= 200),
  ADD CONSTRAINT mentors_location_check CHECK (char_length(location) <= 200);
