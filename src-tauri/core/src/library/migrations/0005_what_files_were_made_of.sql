-- What Galley made a file of: `library::Origin`. Unknown of files that were made before, and of all that were not made.
ALTER TABLE media ADD COLUMN origin TEXT;
