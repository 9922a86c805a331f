DELETE FROM messages WHERE person_id IS NULL;
ALTER TABLE messages
  DROP CONSTRAINT messages_recipient,
  DROP COLUMN address,
  ALTER COLUMN person_id SET NOT NULL;
DROP INDEX persons_staff;
ALTER TABLE persons DROP COLUMN staff;
DROP TABLE concerns;
