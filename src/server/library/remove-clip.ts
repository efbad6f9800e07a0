// Takes a clip out of a library, with its files, or gives it another name.
import { foldName } from "../../domain/fold-name.ts";
import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Role } from "../../domain/clip.ts";
import { OdailiesError } from "../../domain/errors.ts";
import { moveValues } from "./clips.ts";
import { fileNameOf, nameProblem } from "./file-name.ts";
import { type Library, writeAtomically } from "./open-library.ts";
import { selectAll } from "./query.ts";
import { absolutePath, picturesFolder, storagePathOf } from "./storage-path.ts";

/** What lies in a library under a clip's name. */
export interface ClipFiles {
  readonly name: string;
  /** As the API spells them, e.g. `_graded/A001.mp4`; only those that are really there. */
  readonly paths: readonly string[];
  readonly bytes: number;
}

/** Undefined where the project has neither a clip nor a file of this name. */
export function findClipFiles(library: Library, project: string, name: string): ClipFiles | undefined {
  const isClip =
    selectAll(library.database, "SELECT 1 FROM clips WHERE project = ? AND name = ?", project, name).length >
    0;
  const rows = rolesOf(library, project, name).map((role) => storagePathOf(role, name));
  if (!isClip && rows.length === 0) return undefined;
  const paths = rows.filter((path) => existsSync(absolutePath(library, project, path)));
  const sizes = paths.map((path) => statSync(absolutePath(library, project, path)).size);
  return { name, paths, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** Removes the clip with all its files and values. Does nothing where there is none. */
export function removeClip(library: Library, project: string, name: string): void {
  writeAtomically(library, () => {
    // Files first: what a crash leaves is a clip without its file, which does not show, and can be removed again.
    for (const role of rolesOf(library, project, name)) {
      rmSync(absolutePath(library, project, storagePathOf(role, name)), { force: true });
    }
    dropPictures(library, project, name);
    for (const table of ["uploads", "clips", "waiting_values"]) {
      library.database.prepare(`DELETE FROM ${table} WHERE project = ? AND name = ?`).run(project, name);
    }
  });
}

/** Throws `usage` where the new name cannot be one or is taken, also by a name in other upper and lower case. */
export function renameClip(library: Library, project: string, from: string, to: string): void {
  writeAtomically(library, () => {
    requireFreeName(library, project, from, to);
    const fold = foldName(to);
    for (const role of rolesOf(library, project, from)) {
      const [old, path] = [storagePathOf(role, from), storagePathOf(role, to)];
      const source = absolutePath(library, project, old);
      if (existsSync(source)) renameSync(source, absolutePath(library, project, path));
      library.database
        .prepare("UPDATE uploads SET path = ?, name = ?, fold = ? WHERE project = ? AND path = ?")
        .run(path, to, fold, project, old);
    }
    dropPictures(library, project, from);
    moveValues(library, project, from, to, new Date());
  });
}

/** Throws as `renameClip` would, and changes nothing. */
export function requireFreeName(library: Library, project: string, from: string, to: string): void {
  const problem = nameProblem(to);
  if (problem !== undefined) throw refused(`No clip can be called "${to}": the name ${problem}.`);
  const [other] = selectAll<{ name: string }>(
    library.database,
    `SELECT name FROM uploads WHERE project = ? AND fold = ? AND name <> ?
     UNION SELECT name FROM clips WHERE project = ? AND name = ?`,
    project,
    foldName(to),
    from,
    project,
    to,
  );
  if (other) throw refused(`There is a clip ${other.name} already.`);
}

function rolesOf(library: Library, project: string, name: string): Role[] {
  return selectAll<{ role: Role }>(
    library.database,
    "SELECT role FROM uploads WHERE project = ? AND name = ?",
    project,
    name,
  ).map(({ role }) => role);
}

/** The pictures that the server made of a clip: under another name they would be those of another clip. */
function dropPictures(library: Library, project: string, name: string): void {
  const pictures = join(picturesFolder(library), project);
  if (!existsSync(pictures)) return;
  for (const version of readdirSync(pictures)) {
    rmSync(join(pictures, version, fileNameOf(name, ".jpg")), { force: true });
  }
}

function refused(message: string): OdailiesError {
  return new OdailiesError("usage", message, { hint: "Choose another name." });
}
