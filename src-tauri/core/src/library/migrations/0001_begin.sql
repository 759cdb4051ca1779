-- Times are epoch milliseconds, ids hyphenated UUIDs, bodies JSON that the writer's version understands.

-- `folded` stands before `body`, so that a search need not read past the body's pages.
CREATE TABLE drafts (
  id          TEXT PRIMARY KEY NOT NULL,
  edited_at   INTEGER NOT NULL,
  deleted_at  INTEGER,
  shape       INTEGER NOT NULL,
  account     TEXT,
  author      TEXT,
  images      INTEGER NOT NULL,
  first_image TEXT,
  excerpt     TEXT NOT NULL,
  folded      TEXT NOT NULL,
  body        TEXT NOT NULL
) STRICT;
CREATE INDEX drafts_by_edit ON drafts (edited_at DESC) WHERE deleted_at IS NULL;
CREATE INDEX drafts_by_deletion ON drafts (deleted_at) WHERE deleted_at IS NOT NULL;

-- `path` holds the platform's own bytes: not every path is text.
CREATE TABLE media (
  id    TEXT PRIMARY KEY NOT NULL,
  path  BLOB NOT NULL,
  facts TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
  id          TEXT PRIMARY KEY NOT NULL,
  started_at  INTEGER NOT NULL,
  ended_at    INTEGER,
  draft       TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  account     TEXT NOT NULL,
  sandbox     INTEGER NOT NULL,
  author      TEXT NOT NULL,
  author_name TEXT NOT NULL,
  images      INTEGER NOT NULL,
  first_image TEXT,
  excerpt     TEXT NOT NULL,
  folded      TEXT NOT NULL,
  outcome     TEXT
) STRICT;
CREATE INDEX runs_by_start ON runs (started_at DESC);
CREATE INDEX runs_by_draft ON runs (draft, started_at DESC);
CREATE INDEX runs_by_fingerprint ON runs (fingerprint, started_at DESC);
-- Two processes cannot both begin the same post.
CREATE UNIQUE INDEX one_open_run ON runs (fingerprint) WHERE ended_at IS NULL;

CREATE TABLE journal (
  run   TEXT NOT NULL REFERENCES runs (id),
  seq   INTEGER NOT NULL,
  at    INTEGER NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;

CREATE TABLE records (
  kind TEXT NOT NULL,
  id   TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
