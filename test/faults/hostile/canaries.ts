// What would show that something hostile got its way: programs that leave a mark, a server that notes every caller,
// and the whole of a folder as it was.
import { lstat, mkdir, readdir, readlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startServer } from "../../support/net-server.ts";
import { tempFolder } from "../../support/temp-folder.ts";

export interface Canaries {
  /** A program that leaves a mark when it is run. */
  readonly program: string;
  /** The folder of the marks, and of whatever a stranger wants written or read: nothing may change in it. */
  readonly folder: string;
  /** Origin of a server that nobody may call. */
  readonly origin: string;
  /** What was run, what was called and what was written, each in a line; empty where nothing was. */
  sung(): Promise<readonly string[]>;
}

export async function setCanaries(): Promise<Canaries> {
  const folder = await tempFolder();
  const calls: string[] = [];
  const origin = await startServer((request, response) => {
    calls.push(`called: ${request.method} ${request.url}`);
    response.end();
  });
  const program = join(folder, "program");
  await mkdir(join(folder, "elsewhere"));
  await writeFile(join(folder, "secret.txt"), "canary-secret-4711\n");
  await writeFile(program, `#!/bin/sh\necho "$0 $*" >>'${folder}/mark'\nexit 1\n`, { mode: 0o755 });
  const before = await treeOf(folder);
  return {
    program,
    folder,
    origin,
    sung: async () => [...calls, ...changesOf(before, await treeOf(folder))],
  };
}

/** Everything below: path → kind, size, rights, times of writing and, of a link, where it leads. */
export async function treeOf(root: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const name of ["", ...(await readdir(root, { recursive: true }))]) {
    const path = join(root, name);
    const stats = await lstat(path, { bigint: true });
    const leadsTo = stats.isSymbolicLink() ? await readlink(path) : "";
    found.set(name, [stats.mode, stats.size, stats.mtimeNs, leadsTo].join(" "));
  }
  return found;
}

export function changesOf(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `written: ${name === "" ? "the folder itself" : name}`);
}
