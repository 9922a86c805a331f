-- No two programmes of a year have the same name, whatever its case, accents and spaces. The keys of
-- rows that are here are made when the migration is done; those of the same name stay told apart.
ALTER TABLE programmes ADD COLUMN name_key text COLLATE "C";
CREATE UNIQUE INDEX programmes_one_name ON programmes (year, name_key);
