ALTER TABLE programmes DROP COLUMN contact_email;
ALTER TABLE mentorships DROP COLUMN choice_message;
