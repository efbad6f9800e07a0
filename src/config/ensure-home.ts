// Imported before anything asks for the home folder: a user id without an entry and without HOME (a container) has none.
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, lstatSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

/** What stands in for the home folder; undefined where there is one. It is gone when the machine starts anew. */
export const MISSING_HOME = hasHome() ? undefined : standIn();

if (MISSING_HOME !== undefined) process.env["HOME"] = MISSING_HOME;

function hasHome(): boolean {
  try {
    const home = homedir();
    // Containers say `/` of a user that they do not know.
    if (home !== "/") return true;
    accessSync(home, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The same one at the next start, if nobody else has made it. */
function standIn(): string {
  const uid = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `odailies-${uid}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stats = lstatSync(folder);
    if (stats.uid !== uid || !stats.isDirectory()) throw new Error("somebody else's");
    chmodSync(folder, 0o700);
    return folder;
  } catch {
    return mkdtempSync(join(tmpdir(), "odailies-"));
  }
}
