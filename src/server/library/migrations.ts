// The library's tables, one step per schema version. Steps are only ever added: libraries in the field have run the old ones.

/** Step n brings a library from version n to n + 1. Times are ISO 8601 UTC. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;

  CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    fold TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE tokens (
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    project TEXT,
    can_read INTEGER NOT NULL,
    can_write INTEGER NOT NULL,
    can_upload INTEGER NOT NULL,
    created_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE clips (
    project TEXT NOT NULL,
    name TEXT NOT NULL,
    metadata TEXT NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (project, name)
  ) STRICT;

  CREATE TABLE uploads (
    project TEXT NOT NULL,
    path TEXT NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    fold TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    md5 TEXT NOT NULL,
    version INTEGER NOT NULL,
    received_at TEXT NOT NULL,
    PRIMARY KEY (project, path)
  ) STRICT;
  CREATE INDEX uploads_by_fold ON uploads (project, fold);

  CREATE TABLE jobs (
    project TEXT NOT NULL,
    id TEXT NOT NULL,
    fields TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (project, id)
  ) STRICT;
  `,
  `
  -- What was sent for clips whose graded file has not come yet.
  CREATE TABLE waiting_values (
    project TEXT NOT NULL,
    name TEXT NOT NULL,
    metadata TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (project, name)
  ) STRICT;

  ALTER TABLE tokens ADD COLUMN may_add_projects INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE tokens ADD COLUMN is_passing INTEGER NOT NULL DEFAULT 0;
  -- Left behind by programs that could not mark them as passing.
  DELETE FROM tokens WHERE label IN ('serve', 'ingest');

  -- The servers that a passing token ends with.
  CREATE TABLE token_holders (
    token INTEGER NOT NULL,
    holder TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    seen_at_ms INTEGER NOT NULL,
    PRIMARY KEY (token, holder)
  ) STRICT;
  `,
];
