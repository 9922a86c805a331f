DROP INDEX interviews_carried;
DROP INDEX events_of_mentorship;
ALTER TABLE events DROP COLUMN reason;
ALTER TABLE events DROP COLUMN actor_id;
ALTER TABLE events DROP COLUMN mentorship_id;
