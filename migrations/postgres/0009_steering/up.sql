-- The timeline of a mentorship: its events with who acted, and why where staff did.
ALTER TABLE events ADD COLUMN mentorship_id uuid;
ALTER TABLE events ADD COLUMN actor_id uuid;
ALTER TABLE events ADD COLUMN reason text CONSTRAINT events_reason_check CHECK (char_length(reason) <= 2000);
UPDATE events SET mentorship_id = (data ->> 'mentorship_id')::uuid WHERE data ->> 'mentorship_id' IS NOT NULL;
CREATE INDEX events_of_mentorship ON events (mentorship_id, id) WHERE mentorship_id IS NOT NULL;
-- A form that a former mentor gives concludes the interview that was carried over.
CREATE INDEX interviews_carried ON interviews (carried_from, step) WHERE carried_from IS NOT NULL;
