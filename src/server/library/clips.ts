// Clips of a project. A clip is there once its graded file is; metadata alone never makes one.
import type { ClipMetadata, MetadataProperty, MetadataValue } from "../../domain/metadata.ts";
import type { Library } from "./open-library.ts";
import { writeAtomically } from "./open-library.ts";
import { selectAll } from "./query.ts";

export interface StoredClip {
  readonly name: string;
  readonly metadata: ClipMetadata;
}

/** New values for one clip; `null` takes a value away. */
export interface ClipChange {
  readonly name: string;
  readonly fields: Readonly<Partial<Record<MetadataProperty, MetadataValue | null>>>;
}

interface ClipRow {
  readonly name: string;
  readonly metadata: string;
}

/** Sorted by name (code points). */
export function listClips(library: Library, project: string): StoredClip[] {
  const rows = selectAll<ClipRow>(
    library.database,
    "SELECT name, metadata FROM clips WHERE project = ? ORDER BY name",
    project,
  );
  return rows.map(toClip);
}

export function findClip(library: Library, project: string, name: string): StoredClip | undefined {
  const [row] = selectAll<ClipRow>(
    library.database,
    "SELECT name, metadata FROM clips WHERE project = ? AND name = ?",
    project,
    name,
  );
  return row && toClip(row);
}

/** Adds the clip of a graded file that has arrived, or notes its new size and length. Call inside a transaction. */
export function addClip(
  library: Library,
  project: string,
  name: string,
  facts: Pick<ClipMetadata, "fileSize" | "duration">,
  now: Date,
): void {
  const metadata = { ...findClip(library, project, name)?.metadata, ...facts };
  library.database
    .prepare(
      `INSERT INTO clips (project, name, metadata, created_at, changed_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (project, name) DO UPDATE SET metadata = excluded.metadata, changed_at = excluded.changed_at`,
    )
    .run(project, name, JSON.stringify(metadata), now.toISOString(), now.toISOString());
}

/** Applies all changes in order, as one write. Gives the names that exist, each once, sorted; the others are left out. */
export function changeClips(
  library: Library,
  project: string,
  changes: readonly ClipChange[],
  now: Date,
): string[] {
  return writeAtomically(library, () => {
    const names = new Set<string>();
    for (const change of changes) {
      const clip = findClip(library, project, change.name);
      if (!clip) continue;
      names.add(clip.name);
      const merged = Object.entries({ ...clip.metadata, ...change.fields }).filter(
        ([, value]) => value !== null,
      );
      library.database
        .prepare("UPDATE clips SET metadata = ?, changed_at = ? WHERE project = ? AND name = ?")
        .run(JSON.stringify(Object.fromEntries(merged)), now.toISOString(), project, clip.name);
    }
    return [...names].sort();
  });
}

function toClip(row: ClipRow): StoredClip {
  return { name: row.name, metadata: JSON.parse(row.metadata) as ClipMetadata };
}
