ALTER TABLE programmes DROP COLUMN mentor_applications;
DROP TABLE mentor_applications;
