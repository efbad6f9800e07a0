// The library on this machine, for commands that no API has: they open it themselves.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { userFolders } from "../config/user-folders.ts";
import { OdailiesError } from "../domain/errors.ts";
import { askYes } from "../render/ask-yes.ts";
import { type Library, openLibrary } from "../server/library/open-library.ts";
import type { CommandCall } from "../setup/command-call.ts";

/** Throws `config_invalid` where the library cannot be used, and `usage` where `mustExist` and there is none. */
export async function withLibrary<Result>(
  { resolved }: Pick<CommandCall, "resolved">,
  mustExist: boolean,
  work: (library: Library) => Result | Promise<Result>,
): Promise<Result> {
  const folder = userFolders(resolved.config).library;
  if (mustExist && !existsSync(join(folder, "library.db"))) {
    throw new OdailiesError("usage", `There is no library in ${folder}.`, {
      hint: "Name its folder with --library.",
    });
  }
  const library = openLibrary(folder);
  try {
    return await work(library);
  } finally {
    library.close();
  }
}

/** Throws `cancelled` unless a person says yes, or `--yes` has said so. */
export async function requireYes(
  question: string,
  { flags, streams, signal }: Pick<CommandCall, "flags" | "streams" | "signal">,
): Promise<void> {
  if (flags["yes"] === true) return;
  if (await askYes(question, { ...streams, stdin: process.stdin, signal })) return;
  throw new OdailiesError("cancelled", "Nothing was removed.", { hint: "Run the same command again." });
}
