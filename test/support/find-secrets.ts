// Looks for secrets in everything that a run said and wrote.
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { ProgramRun } from "./run-odailies.ts";

export interface SecretSearch {
  readonly runs: readonly Pick<ProgramRun, "stdout" | "stderr">[];
  /** State, work, config and library live below it. */
  readonly home: string;
  readonly secrets: Iterable<string>;
  /** Files below `home` that a person wrote there, such as the token file. */
  readonly except?: readonly string[];
}

/** Where a secret was found, in any spelling; empty where all is well. File names are looked at too. */
export async function findSecrets({ runs, home, secrets, except = [] }: SecretSearch): Promise<string[]> {
  const places: [string, string][] = runs.flatMap(({ stdout, stderr }) => [
    ["stdout", stdout],
    ["stderr", stderr],
  ]);
  const entries = await readdir(home, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const place = relative(home, path);
    if (except.includes(path)) continue;
    places.push([`the name ${place}`, place]);
    if (entry.isFile()) places.push([place, await readFile(path, "latin1")]);
  }
  const spellings = [...secrets].flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(secret).toLowerCase(),
    Buffer.from(secret).toString("base64").replace(/=+$/, ""),
    JSON.stringify(secret).slice(1, -1),
  ]);
  const found = places.filter(([, text]) => spellings.some((spelling) => text.includes(spelling)));
  return found.map(([place]) => place);
}
