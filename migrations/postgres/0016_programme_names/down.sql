DROP INDEX programmes_one_name;
ALTER TABLE programmes DROP COLUMN name_key;
