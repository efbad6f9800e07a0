// What has been received: one row per file in a project, raised by one version with each replacement.
import type { Role } from "../../domain/clip.ts";
import { foldName } from "../../domain/fold-name.ts";
import type { Library } from "./open-library.ts";
import { selectAll } from "./query.ts";
import type { StoragePath } from "./storage-path.ts";

export interface StoredFile {
  readonly role: Role;
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly md5: string;
  /** 1 for the first file of this path. */
  readonly version: number;
}

interface UploadRow {
  readonly role: Role;
  readonly name: string;
  readonly path: string;
  readonly size_bytes: number;
  readonly md5: string;
  readonly version: number;
}

const COLUMNS = "role, name, path, size_bytes, md5, version";

export function findFile(library: Library, project: string, path: string): StoredFile | undefined {
  const [row] = selectAll<UploadRow>(
    library.database,
    `SELECT ${COLUMNS} FROM uploads WHERE project = ? AND path = ?`,
    project,
    path,
  );
  return row && toFile(row);
}

/** Every file of a project, sorted by path. */
export function listFiles(library: Library, project: string): StoredFile[] {
  return selectAll<UploadRow>(
    library.database,
    `SELECT ${COLUMNS} FROM uploads WHERE project = ? ORDER BY path`,
    project,
  ).map(toFile);
}

/**
 * A name that is already in the project and differs from `name` in upper and lower case only: on many disks
 * both would be one file, and one clip would overwrite the other.
 */
export function findNameTwin(library: Library, project: string, name: string): string | undefined {
  const [twin] = selectAll<{ name: string }>(
    library.database,
    "SELECT name FROM uploads WHERE project = ? AND fold = ? AND name <> ? LIMIT 1",
    project,
    foldName(name),
    name,
  );
  return twin?.name;
}

/** Notes a file that has arrived and gives its version. Call inside a transaction. */
export function addFile(
  library: Library,
  project: string,
  place: StoragePath,
  file: { readonly sizeBytes: number; readonly md5: string },
  now: Date,
): number {
  const [row] = selectAll<{ version: number }>(
    library.database,
    `INSERT INTO uploads (project, path, role, name, fold, size_bytes, md5, version, received_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)
     ON CONFLICT (project, path) DO UPDATE SET
       size_bytes = excluded.size_bytes, md5 = excluded.md5,
       version = version + 1, received_at = excluded.received_at
     RETURNING version`,
    project,
    place.path,
    place.role,
    place.clipName,
    foldName(place.clipName),
    file.sizeBytes,
    file.md5,
    now.toISOString(),
  );
  return row?.version ?? 1;
}

function toFile(row: UploadRow): StoredFile {
  return {
    role: row.role,
    name: row.name,
    path: row.path,
    sizeBytes: row.size_bytes,
    md5: row.md5,
    version: row.version,
  };
}
