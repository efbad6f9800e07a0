// One sheet in a temporary folder.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tempFolder } from "./temp-folder.ts";

export async function writeSheet(name: string, ...lines: readonly string[]): Promise<string> {
  const path = join(await tempFolder(), name);
  await writeFile(path, `${lines.join("\n")}\n`);
  return path;
}
