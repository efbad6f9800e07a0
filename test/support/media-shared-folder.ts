// One folder for all tests of a file, for sources that several of them read and none changes.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

export interface SharedFolder {
  /** Makes a file the first time it is asked for by that key. `make` gets a folder of its own. */
  once(key: string, make: (folder: string) => Promise<string>): Promise<string>;
}

export function sharedFolder(): SharedFolder {
  let root = "";
  const made = new Map<string, Promise<string>>();
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "odailies-shared-"));
  });
  afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 3 }));
  return {
    once(key, make) {
      let path = made.get(key);
      if (!path) {
        path = mkdtemp(join(root, "source-")).then(make);
        made.set(key, path);
      }
      return path;
    },
  };
}
