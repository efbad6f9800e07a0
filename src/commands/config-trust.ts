// `odailies config trust [file]`: from now on all that this file says counts, until it is changed.
import { resolve } from "node:path";
import { asText } from "../config/describe-files.ts";
import { findNearest, findUsers } from "../config/find-config-files.ts";
import { openFoundFile } from "../config/open-found-file.ts";
import { readConfigFile } from "../config/read-config-file.ts";
import { kebabCase } from "../config/environment-name.ts";
import { type ConfigText, trustFile } from "../config/trusted-files.ts";
import { userFolders } from "../config/user-folders.ts";
import { OdailiesError } from "../domain/errors.ts";
import { renderNote, renderObjects } from "../render/render-result.ts";
import type { CommandCall } from "../setup/command-call.ts";

/** Without a file, the one that would be found from here. */
export async function trustConfig({ args, resolved, streams }: CommandCall): Promise<number> {
  const [, given] = args;
  const file = given === undefined ? await requireNearest() : await requireFile(resolve(given));
  const profiles = [undefined, ...readConfigFile(file, undefined).profiles];
  const said = Object.fromEntries(
    profiles.flatMap((profile) => Object.entries(findUsers(readConfigFile(file, profile)))),
  );
  await trustFile(userFolders(resolved.config).config, file);
  const settings = Object.entries(said).map(([name, value]) => ({
    setting: kebabCase(name),
    value: asText(value),
  }));
  if (resolved.config.json) renderObjects("trusted", [{ file: file.path, settings }], streams);
  else {
    const list = settings.map(({ setting, value }) => `${setting} = ${value}`).join(", ");
    const now =
      list === "" ? "It says nothing that needs your word" : `From now on this counts, too: ${list}`;
    renderNote(`${now}. A change to ${file.path} has to be allowed anew.`, streams);
  }
  return 0;
}

async function requireNearest(): Promise<ConfigText> {
  const { file, refused } = await findNearest(process.cwd());
  const [first] = refused;
  if (first) throw refuse(first.path, first.why ?? "");
  if (file) return file;
  throw new OdailiesError("usage", "There is no odailies.toml in this folder or above it.", {
    hint: "Name the file: odailies config trust <file>.",
  });
}

async function requireFile(path: string): Promise<ConfigText> {
  const found = await openFoundFile(path);
  if (!found) {
    throw new OdailiesError("usage", `There is no file ${path}.`, { hint: "Check the path." });
  }
  if ("refused" in found) throw refuse(path, found.refused);
  return { path, text: found.text };
}

function refuse(path: string, why: string): OdailiesError {
  return new OdailiesError("usage", `${path} cannot be trusted: ${why}.`, {
    hint: "Copy it into a file of your own that nobody else may write to, or name it for one run with --config.",
  });
}
