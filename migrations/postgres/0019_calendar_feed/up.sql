-- Calendar feeds (R26): the number of each person's address, of which its secret is derived.
ALTER TABLE persons ADD COLUMN calendar_generation integer NOT NULL DEFAULT 1
  CONSTRAINT persons_calendar_generation_check CHECK (calendar_generation > 0);
