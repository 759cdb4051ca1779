-- What stood in the draft when the run was taken up: `library::Written`. Unknown of earlier runs.
ALTER TABLE runs ADD COLUMN written TEXT;
