-- An attachment may be more than images: its kind, and the file whose picture stands for it.
ALTER TABLE drafts RENAME COLUMN first_image TO picture;
ALTER TABLE drafts ADD COLUMN attachment TEXT NOT NULL DEFAULT 'none';
UPDATE drafts SET attachment = coalesce(json_extract(body, '$.attachment.kind'), 'none') WHERE json_valid(body);
ALTER TABLE runs RENAME COLUMN first_image TO picture;
ALTER TABLE runs ADD COLUMN attachment TEXT NOT NULL DEFAULT 'none';
UPDATE runs SET attachment = 'images' WHERE images > 0;

-- `agreed` is the stamp of the file as its user knows it: as it was added, or as the change was acknowledged.
-- `changed_at` is when it became another one.
ALTER TABLE media ADD COLUMN agreed TEXT;
ALTER TABLE media ADD COLUMN changed_at INTEGER;
UPDATE media SET agreed = json_extract(facts, '$.stamp') WHERE json_valid(facts);
