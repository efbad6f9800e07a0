// Clips of a project. A clip is there once its graded file is; values that come before wait for it.
import { setImmediate } from "node:timers/promises";
import type { ClipMetadata, MetadataProperty, MetadataValue } from "../../domain/metadata.ts";
import { nameProblem } from "./file-name.ts";
import type { Library } from "./open-library.ts";
import { writeAtomically } from "./open-library.ts";
import { selectAll } from "./query.ts";

export interface StoredClip {
  readonly name: string;
  readonly metadata: ClipMetadata;
  /** When its first graded file came; ISO 8601 UTC. */
  readonly createdAt: string;
}

/** New values for one clip; `null` takes a value away. */
export interface ClipChange {
  readonly name: string;
  readonly fields: Readonly<Partial<Record<MetadataProperty, MetadataValue | null>>>;
}

/** Names, each once, sorted. */
export interface ChangedClips {
  readonly changed: readonly string[];
  /** Of no clip yet, though there may be one: their values are kept until its graded file comes. */
  readonly waiting: readonly string[];
}

interface ClipRow {
  readonly name: string;
  readonly metadata: string;
  readonly created_at: string;
}

const COLUMNS = "name, metadata, created_at";

/** So many clips are read or changed before others have their turn. */
const CLIPS_AT_ONCE = 200;

/** Sorted by name (code points), a few at a time: a project of any size takes no more memory than a page. */
export async function* readClips(library: Library, project: string): AsyncGenerator<StoredClip[]> {
  for (let after = ""; ;) {
    const rows = selectAll<ClipRow>(
      library.database,
      `SELECT ${COLUMNS} FROM clips WHERE project = ? AND name > ? ORDER BY name LIMIT ?`,
      project,
      after,
      CLIPS_AT_ONCE,
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(toClip);
    after = last.name;
    await setImmediate();
  }
}

/** Sorted by name. */
export function listClips(library: Library, project: string): StoredClip[] {
  const rows = selectAll<ClipRow>(
    library.database,
    `SELECT ${COLUMNS} FROM clips WHERE project = ? ORDER BY name`,
    project,
  );
  return rows.map(toClip);
}

export function findClip(library: Library, project: string, name: string): StoredClip | undefined {
  const [row] = selectAll<ClipRow>(
    library.database,
    `SELECT ${COLUMNS} FROM clips WHERE project = ? AND name = ?`,
    project,
    name,
  );
  return row && toClip(row);
}

/**
 * Adds the clip of a graded file that has arrived, with the values that have waited for it, or notes its new size and
 * length. Call inside a transaction.
 */
export function addClip(
  library: Library,
  project: string,
  name: string,
  facts: Pick<ClipMetadata, "fileSize" | "duration">,
  now: Date,
): void {
  const metadata = {
    ...findClip(library, project, name)?.metadata,
    ...takeWaiting(library, project, name),
    ...facts,
  };
  library.database
    .prepare(
      `INSERT INTO clips (project, name, metadata, created_at, changed_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (project, name) DO UPDATE SET metadata = excluded.metadata, changed_at = excluded.changed_at`,
    )
    .run(project, name, JSON.stringify(metadata), now.toISOString(), now.toISOString());
}

/**
 * Gives the values of a clip and those that wait for it to another name, which no clip has. What was sent for that
 * name before wins: it was meant for the clip under its right name. Call inside a transaction.
 */
export function moveValues(library: Library, project: string, from: string, to: string, now: Date): void {
  const sent = takeWaiting(library, project, to);
  const waiting = { ...takeWaiting(library, project, from), ...sent };
  const clip = findClip(library, project, from);
  if (!clip) return storeWaiting(library, project, to, waiting, now);
  library.database
    .prepare("UPDATE clips SET name = ?, metadata = ?, changed_at = ? WHERE project = ? AND name = ?")
    .run(to, JSON.stringify({ ...clip.metadata, ...waiting }), now.toISOString(), project, from);
}

/**
 * Applies all changes in order. A slice of the clips is one write, and others have their turn before the next one:
 * a sheet of a hundred thousand rows keeps nobody waiting.
 */
export async function changeClips(
  library: Library,
  project: string,
  changes: readonly ClipChange[],
  now: Date,
): Promise<ChangedClips> {
  const changed: string[] = [];
  const waiting: string[] = [];
  const merged = [...mergeByName(changes)];
  for (let start = 0; start < merged.length; start += CLIPS_AT_ONCE) {
    if (start > 0) await setImmediate();
    writeAtomically(library, () => {
      const update = library.database.prepare(
        "UPDATE clips SET metadata = ?, changed_at = ? WHERE project = ? AND name = ?",
      );
      for (const [name, fields] of merged.slice(start, start + CLIPS_AT_ONCE)) {
        const clip = findClip(library, project, name);
        if (clip) {
          update.run(JSON.stringify(apply(clip.metadata, fields)), now.toISOString(), project, name);
          changed.push(name);
        } else if (nameProblem(name) === undefined) {
          const kept = apply(findWaiting(library, project, name), fields);
          storeWaiting(library, project, name, kept, now);
          waiting.push(name);
        }
      }
    });
  }
  return { changed: changed.sort(), waiting: waiting.sort() };
}

/** Forgets values whose clip has not come since `before`. */
export function dropWaiting(library: Library, before: Date): void {
  library.database.prepare("DELETE FROM waiting_values WHERE changed_at < ?").run(before.toISOString());
}

function mergeByName(changes: readonly ClipChange[]): Map<string, ClipChange["fields"]> {
  const merged = new Map<string, ClipChange["fields"]>();
  for (const { name, fields } of changes) {
    const before = merged.get(name);
    merged.set(name, before ? Object.assign(before, fields) : { ...fields });
  }
  return merged;
}

function apply(metadata: ClipMetadata | undefined, fields: ClipChange["fields"]): ClipMetadata {
  const values = Object.entries({ ...metadata, ...fields }).filter(([, value]) => value !== null);
  return Object.fromEntries(values);
}

function findWaiting(library: Library, project: string, name: string): ClipMetadata | undefined {
  const [row] = selectAll<Pick<ClipRow, "metadata">>(
    library.database,
    "SELECT metadata FROM waiting_values WHERE project = ? AND name = ?",
    project,
    name,
  );
  return row && toMetadata(row);
}

/** They wait no longer. */
function takeWaiting(library: Library, project: string, name: string): ClipMetadata | undefined {
  const waiting = findWaiting(library, project, name);
  library.database.prepare("DELETE FROM waiting_values WHERE project = ? AND name = ?").run(project, name);
  return waiting;
}

function storeWaiting(
  library: Library,
  project: string,
  name: string,
  metadata: ClipMetadata,
  now: Date,
): void {
  if (Object.keys(metadata).length === 0) {
    takeWaiting(library, project, name);
    return;
  }
  library.database
    .prepare(
      `INSERT INTO waiting_values (project, name, metadata, changed_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (project, name) DO UPDATE SET metadata = excluded.metadata, changed_at = excluded.changed_at`,
    )
    .run(project, name, JSON.stringify(metadata), now.toISOString());
}

function toClip(row: ClipRow): StoredClip {
  return { name: row.name, metadata: toMetadata(row), createdAt: row.created_at };
}

function toMetadata(row: Pick<ClipRow, "metadata">): ClipMetadata {
  return JSON.parse(row.metadata) as ClipMetadata;
}
