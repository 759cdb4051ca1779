-- A draft that left the list because it was published, and not by hand.
ALTER TABLE drafts ADD COLUMN put_away INTEGER NOT NULL DEFAULT 0;
