// One call of a command: its settings read and refused where they are wrong, its lines framed, its exit code given back.
import { Option } from "commander";
import { warnOfFiles } from "../config/describe-files.ts";
import { resolveConfig } from "../config/resolve-config.ts";
import { HOME_WARNING, USER_CONFIG_FOLDER } from "../config/user-folders.ts";
import { openJsonFrame } from "../render/json-frame.ts";
import { renderWarning } from "../render/render-warning.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { refuseWrongWrites } from "../setup/refuse-wrong-writes.ts";
import { shownOptions } from "../setup/shown-options.ts";
import type { CommandDefinition } from "./command.ts";
import { pasteable } from "./pasteable.ts";

export interface GivenCall extends Pick<CommandCall, "args" | "flags" | "streams" | "signal"> {
  /** All words after the program's name. */
  readonly given: readonly string[];
  /** How an error is shown; what the config says of it is entered here, as soon as it is known. */
  readonly settings: { json: boolean; verbose: boolean };
}

/** Gives back the exit code. Throws what the command throws, `usage` and `config_invalid`. */
export async function callCommand(definition: CommandDefinition, call: GivenCall): Promise<number> {
  const { args, flags, streams, signal, given, settings } = call;
  const resolved = await resolveConfig({
    flags: settingFlags(definition, flags),
    env: process.env,
    cwd: process.cwd(),
    userConfigFolder: USER_CONFIG_FOLDER,
  });
  const { config, files } = resolved;
  settings.json = config.json;
  settings.verbose = config.verbose;
  // Whoever knows a webhook's address can write to it.
  for (const secret of [config.token, config.notify]) if (secret !== undefined) streams.addSecret(secret);
  // Who is just allowing a file need not be told that it is not allowed.
  const isTrusting = definition.name === "config" && args[0] === "trust";
  const warnings = [...(HOME_WARNING ? [HOME_WARNING] : []), ...(isTrusting ? [] : warnOfFiles(files))];
  if (config.json) for (const warning of warnings) streams.startWarnings?.push(warning);
  else for (const { message } of warnings) renderWarning(message, streams);
  const offloads = definition.readsOffloads ? args : [];
  if (definition.scope) await refuseWrongWrites(config, definition.scope, offloads);
  const isFramed = config.json && definition.says === "rows";
  const frame = isFramed ? openJsonFrame(definition.name, args, shownOptions(resolved), streams) : undefined;
  const commandLine = pasteable(given);
  const exitCode = await definition.run({ args, flags, resolved, streams, signal, commandLine });
  frame?.end(exitCode);
  return exitCode;
}

/** Without the command's own flags: one of them may be called like a setting that the command does not have. */
function settingFlags(
  { options = [] }: CommandDefinition,
  flags: CommandCall["flags"],
): Record<string, unknown> {
  const own = new Set(options.map(({ flag }) => new Option(flag).attributeName()));
  return Object.fromEntries(Object.entries(flags).filter(([name]) => !own.has(name)));
}
