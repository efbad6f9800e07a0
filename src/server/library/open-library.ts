// A library on disk: the SQLite database and the folder of media. Several processes may have it open at once.
import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import Database from "libsql";
import { OdailiesError } from "../../domain/errors.ts";
import { MIGRATIONS } from "./migrations.ts";
import { selectAll } from "./query.ts";

const FULL = new Set(["ENOSPC", "EDQUOT", "SQLITE_FULL"]);
/** How long a statement waits for another process' write before it gives up. */
const BUSY_TIMEOUT_MS = 10_000;

export interface Library {
  /** Absolute path. */
  readonly folder: string;
  readonly database: Database.Database;
  /** The key that signs upload URLs: every process with this library accepts the others' URLs. */
  readonly signingSecret: Buffer;
  close(): void;
}

/**
 * Opens a library, and makes it where there is none: folders 0700, files 0600. Throws `config_invalid` when the
 * folder cannot be used, the database is damaged, or a newer program has written it.
 */
export function openLibrary(folder: string): Library {
  const database = openDatabase(folder);
  try {
    database.pragma("journal_mode = WAL");
    // An answered upload must outlive a power cut: the client has ticked it off.
    database.pragma("synchronous = FULL");
    database.pragma("foreign_keys = ON");
    migrate(database, folder);
    const signingSecret = readSigningSecret(database);
    return { folder, database, signingSecret, close: () => database.close() };
  } catch (error) {
    database.close();
    if (error instanceof OdailiesError) throw error;
    throw unusable(folder, error);
  }
}

/** Runs `work` as one write: all of it is stored or none. Another process waits meanwhile. May be nested. */
export function writeAtomically<Result>(library: Library, work: () => Result): Result {
  if (library.database.inTransaction) return work();
  return library.database.transaction(work).immediate();
}

function openDatabase(folder: string): Database.Database {
  const path = join(folder, "library.db");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    mkdirSync(join(folder, "projects"), { recursive: true, mode: 0o700 });
    // SQLite gives its -wal and -shm files the permissions of the database file.
    closeSync(openSync(path, "a", 0o600));
    chmodSync(path, 0o600);
    return new Database(path, { timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw unusable(folder, error);
  }
}

function unusable(folder: string, cause: unknown): OdailiesError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (FULL.has(String((cause as { code?: unknown }).code))) {
    return new OdailiesError("insufficient_space", `There is no room left for the library in ${folder}.`, {
      hint: "Free the disk, or name another folder with --library.",
      cause,
    });
  }
  return new OdailiesError("config_invalid", `The library in ${folder} cannot be opened: ${reason}.`, {
    hint: "Name another folder, or check that this one is writable and its library.db is intact.",
    cause,
  });
}

function migrate(database: Database.Database, folder: string): void {
  const steps = database.transaction(() => {
    database.exec(
      "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT",
    );
    const [row] = selectAll<{ version: number }>(
      database,
      "SELECT COALESCE(MAX(version), 0) AS version FROM schema_migrations",
    );
    const version = row?.version ?? 0;
    if (version > MIGRATIONS.length) {
      throw new OdailiesError(
        "config_invalid",
        `The library in ${folder} was written by a newer odailies (schema ${version}, this one knows ${MIGRATIONS.length}).`,
        { hint: "Update odailies on this machine, or name another library folder." },
      );
    }
    for (const [index, sql] of MIGRATIONS.entries()) {
      if (index < version) continue;
      database.exec(sql);
      database
        .prepare("INSERT INTO schema_migrations (version, applied_at) VALUES (?, ?)")
        .run(index + 1, new Date().toISOString());
    }
  });
  steps.immediate();
}

function readSigningSecret(database: Database.Database): Buffer {
  database
    .prepare("INSERT INTO settings (key, value) VALUES ('signing_secret', ?) ON CONFLICT DO NOTHING")
    .run(randomBytes(32).toString("hex"));
  const [row] = selectAll<{ value: string }>(
    database,
    "SELECT value FROM settings WHERE key = 'signing_secret'",
  );
  return Buffer.from(row?.value ?? "", "hex");
}
