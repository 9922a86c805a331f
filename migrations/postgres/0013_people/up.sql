-- Staff search people by names and addresses; the keys of rows that are here are made at the next
-- start. `search_key` stays without addresses, as former mentors search by it (R5).
ALTER TABLE persons ADD COLUMN staff_key text COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX persons_list ON persons (sort_key, id);
DROP INDEX persons_search;
CREATE INDEX persons_search ON persons USING gin (search_key gin_trgm_ops, staff_key gin_trgm_ops);
CREATE INDEX messages_person ON messages (person_id, id);

-- No live mentorship has a deactivated person (R36). Who deactivates locks the person and then looks
-- for live mentorships: whichever is first, the other sees it.
CREATE FUNCTION refuse_inactive_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM persons WHERE id IN (NEW.student_id, NEW.mentor_id) ORDER BY id FOR SHARE;
  IF EXISTS (SELECT 1 FROM persons WHERE id IN (NEW.student_id, NEW.mentor_id) AND NOT active) THEN
    RAISE EXCEPTION 'inactive: mentorships_active_people' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER mentorships_active_people BEFORE INSERT ON mentorships
  FOR EACH ROW WHEN (NEW.state = 'active') EXECUTE FUNCTION refuse_inactive_people();
