DROP INDEX persons_staff;
ALTER TABLE persons DROP COLUMN staff;
DROP TABLE concerns;
