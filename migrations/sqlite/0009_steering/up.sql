-- The timeline of a mentorship: its events with who acted, and why where staff did.
ALTER TABLE events ADD COLUMN mentorship_id BLOB CONSTRAINT events_mentorship_id_check CHECK (length(mentorship_id) = 16);
ALTER TABLE events ADD COLUMN actor_id BLOB CONSTRAINT events_actor_id_check CHECK (length(actor_id) = 16);
ALTER TABLE events ADD COLUMN reason TEXT CONSTRAINT events_reason_check CHECK (length(reason) <= 2000);
UPDATE events SET mentorship_id = unhex(replace(json_extract(data, '$.mentorship_id'), '-', '')) WHERE json_extract(data, '$.mentorship_id') IS NOT NULL;
CREATE INDEX events_of_mentorship ON events (mentorship_id, id) WHERE mentorship_id IS NOT NULL;
-- A form that a former mentor gives concludes the interview that was carried over.
CREATE INDEX interviews_carried ON interviews (carried_from, step) WHERE carried_from IS NOT NULL;
