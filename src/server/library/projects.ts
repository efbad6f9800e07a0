// Projects of a library: a project is there once a token or a file for it is.
import { OdailiesError } from "../../domain/errors.ts";
import { isReservedName } from "./file-name.ts";
import type { Library } from "./open-library.ts";
import { selectAll } from "./query.ts";

/** What `odailies serve` and the page say about a project. */
export interface ProjectSummary {
  readonly id: string;
  readonly clipCount: number;
}

/** A project is a folder too, so its id is plain: ASCII letters, digits, `.`, `_`, `-`, at most 100. */
export function isProjectId(text: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?$/.test(text) && !isReservedName(text);
}

/** The project that has this id but for upper and lower case: one folder on many disks. */
export function findProjectTwin(library: Library, id: string): string | undefined {
  const [twin] = selectAll<{ id: string }>(
    library.database,
    "SELECT id FROM projects WHERE fold = ? AND id <> ?",
    id.toLowerCase(),
    id,
  );
  return twin?.id;
}

export function hasProject(library: Library, id: string): boolean {
  return selectAll(library.database, "SELECT 1 FROM projects WHERE id = ?", id).length > 0;
}

/** Adds the project where it is missing. The caller has asked for its twin. */
export function addProject(library: Library, id: string, now: Date): void {
  library.database
    .prepare("INSERT INTO projects (id, fold, created_at) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING")
    .run(id, id.toLowerCase(), now.toISOString());
}

/** Adds the project where it is missing. Throws `usage` for a malformed id, and for one in other upper and lower case. */
export function ensureProject(library: Library, id: string, now: Date): void {
  const twin = findProjectTwin(library, id);
  if (!isProjectId(id) || twin !== undefined) {
    const reason =
      twin === undefined ? "holds more than letters, digits, . _ and -" : `is already there as ${twin}`;
    throw new OdailiesError("usage", `The project id ${id} ${reason}.`, {
      hint: "Choose an id of letters and digits, up to 100, as it is spelled already.",
    });
  }
  addProject(library, id, now);
}

/** Sorted by id. */
export function listProjects(library: Library): ProjectSummary[] {
  const rows = selectAll<{ id: string; clips: number }>(
    library.database,
    `SELECT projects.id AS id, COUNT(clips.name) AS clips
     FROM projects LEFT JOIN clips ON clips.project = projects.id
     GROUP BY projects.id ORDER BY projects.id`,
  );
  return rows.map((row) => ({ id: row.id, clipCount: row.clips }));
}
