// Which odailies.toml the user has allowed: kept with path and hash, so that a changed file has to be allowed anew.
import { createHash } from "node:crypto";
import { readFile, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { OdailiesError } from "../domain/errors.ts";
import { writePrivateFile } from "./write-private-file.ts";

/** One file with one content. */
export interface ConfigText {
  readonly path: string;
  readonly text: string;
}

const storeSchema = z.object({ files: z.array(z.object({ path: z.string(), sha256: z.string() })) });
type Store = z.output<typeof storeSchema>;

const storeFile = (configFolder: string): string => join(configFolder, "trusted.json");

/** Throws `config_invalid` where the store is broken. */
export async function isTrusted(configFolder: string, file: ConfigText): Promise<boolean> {
  const { path, sha256 } = await entryOf(file);
  const { files } = await readStore(configFolder);
  return files.some((kept) => kept.path === path && kept.sha256 === sha256);
}

/** Takes the place of what the same path held before. */
export async function trustFile(configFolder: string, file: ConfigText): Promise<void> {
  const entry = await entryOf(file);
  const { files } = await readStore(configFolder);
  const others = files.filter(({ path }) => path !== entry.path);
  await writePrivateFile(storeFile(configFolder), JSON.stringify({ files: [...others, entry] }, null, 2));
}

async function entryOf({ path, text }: ConfigText): Promise<Store["files"][number]> {
  const sha256 = createHash("sha256").update(text).digest("hex");
  // A link elsewhere to an allowed file is not that file: its relative paths would mean other things.
  return { path: join(await realpath(dirname(path)), basename(path)), sha256 };
}

async function readStore(configFolder: string): Promise<Store> {
  const path = storeFile(configFolder);
  try {
    return storeSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return { files: [] };
    throw new OdailiesError("config_invalid", `The file ${path} cannot be read.`, {
      hint: "Delete it and run odailies config trust again.",
      cause,
    });
  }
}
