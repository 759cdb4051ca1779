-- By which version of the readers the facts were found; those of 0 are from before they were counted.
ALTER TABLE media ADD COLUMN readers INTEGER NOT NULL DEFAULT 0;
