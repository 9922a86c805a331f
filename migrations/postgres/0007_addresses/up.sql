-- The longest mail address that mail servers take (RFC 5321 §4.5.3.1.3).
ALTER TABLE persons
  DROP CONSTRAINT persons_email_check,
  DROP CONSTRAINT persons_private_email_check,
  ADD CONSTRAINT persons_email_check CHECK (char_length(email) <= 254),
  ADD CONSTRAINT persons_private_email_check CHECK (char_length(private_email) <= 254);
