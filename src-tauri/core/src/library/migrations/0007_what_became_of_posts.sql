-- What the draft said when the run was taken up, in the shape of its time. Unknown of earlier runs.
ALTER TABLE runs ADD COLUMN shape INTEGER;
ALTER TABLE runs ADD COLUMN body TEXT;

-- What became of the post of a run. `look_at` is when LinkedIn is to be asked about it next; `commentary` what it says
-- since it was edited.
CREATE TABLE posts (
  run        TEXT PRIMARY KEY NOT NULL REFERENCES runs (id),
  looks      INTEGER NOT NULL DEFAULT 0,
  look_at    INTEGER,
  seen       TEXT,
  commentary TEXT,
  edited_at  INTEGER,
  deleted_at INTEGER,
  figures    TEXT,
  figures_at INTEGER
) STRICT;
CREATE INDEX posts_by_look ON posts (look_at) WHERE look_at IS NOT NULL;
