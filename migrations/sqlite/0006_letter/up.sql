-- The student's words to the mentor with the choice (R44), and how people reach the programme's team (R3).
ALTER TABLE mentorships ADD COLUMN choice_message TEXT
  CONSTRAINT mentorships_choice_message_check CHECK (length(choice_message) <= 2000);
ALTER TABLE programmes ADD COLUMN contact_email TEXT
  CONSTRAINT programmes_contact_email_check CHECK (length(contact_email) <= 200);
