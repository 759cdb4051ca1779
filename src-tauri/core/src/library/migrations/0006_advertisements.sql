-- A post that is only ever shown as an advertisement has no place in the feed to be looked at.
ALTER TABLE runs ADD COLUMN sponsored INTEGER NOT NULL DEFAULT 0;
