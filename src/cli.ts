// The program: global flags, the list of commands, the one catch that turns an error into words and an exit code.
import { readFileSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import type { CommandDefinition } from "./commands/command.ts";
import { COMMANDS } from "./commands/index.ts";
import { pasteable } from "./commands/pasteable.ts";
import { refuseWrongWrites } from "./setup/refuse-wrong-writes.ts";
import { shownOptions } from "./setup/shown-options.ts";
import { warnOfFiles } from "./config/describe-files.ts";
import { resolveConfig } from "./config/resolve-config.ts";
import { environmentName, SETTING_NAMES, SETTINGS } from "./config/settings.ts";
import { HOME_WARNING, USER_CONFIG_FOLDER } from "./config/user-folders.ts";
import { ERRORS, OdailiesError } from "./domain/errors.ts";
import { createRedactor } from "./net/redact.ts";
import { openJsonFrame } from "./render/json-frame.ts";
import type { OutputStreams } from "./render/output-streams.ts";
import { noteLostOutput } from "./render/lost-output.ts";
import { renderFailure } from "./render/render-failure.ts";
import { renderNote } from "./render/render-result.ts";
import { renderWarning } from "./render/render-warning.ts";
import type { Warning } from "./domain/warning.ts";

/** Runs one command and sets the process's exit code. Never rejects. */
export async function main(argv: readonly string[]): Promise<void> {
  // Known before anything is read or can go wrong.
  const redactor = createRedactor([process.env[environmentName("token")] ?? ""]);
  const { stdout, stderr } = process;
  const whyLost = noteLostOutput(stdout);
  // Where stderr is lost, nobody can be told.
  noteLostOutput(stderr);
  const startWarnings: Warning[] = [];
  const streams = { stdout, stderr, redact: redactor.redact, addSecret: redactor.add, startWarnings };
  const signal = stopOnInterrupt(streams);
  const given = argv.slice(2);
  hideToken(given);
  // Until the config is read, and for good where it cannot be.
  const settings = { json: asksFor("json", given), verbose: asksFor("verbose", given) };
  // What nobody catches is a bug: Node itself would print it with every secret in it.
  process.on("uncaughtException", (error) => process.exit(renderFailure(error, settings, streams)));
  const asksAll = wordsBeforeArguments(given).includes(HELP_ALL);
  // Destinations are not loaded for the sake of a help that nobody has asked for.
  const endOfHelp = asksAll
    ? (await import("./commands/kind-settings-help.ts")).kindSettingsHelp()
    : ALL_HINT;
  const program = createProgram({ asksAll, endOfHelp }, async (definition, args, flags) => {
    const { env } = process;
    const resolved = await resolveConfig({
      flags: settingFlags(definition, flags),
      env,
      cwd: process.cwd(),
      userConfigFolder: USER_CONFIG_FOLDER,
    });
    settings.json = resolved.config.json;
    settings.verbose = resolved.config.verbose;
    // Whoever knows a webhook's address can write to it.
    for (const secret of [resolved.config.token, resolved.config.notify])
      if (secret !== undefined) redactor.add(secret);
    // Who is just allowing a file need not be told that it is not allowed.
    const isTrusting = definition.name === "config" && args[0] === "trust";
    const warnings = [
      ...(HOME_WARNING ? [HOME_WARNING] : []),
      ...(isTrusting ? [] : warnOfFiles(resolved.files)),
    ];
    if (resolved.config.json) for (const warning of warnings) streams.startWarnings.push(warning);
    else for (const { message } of warnings) renderWarning(message, streams);
    const offloads = definition.readsOffloads ? args : [];
    if (definition.scope) await refuseWrongWrites(resolved.config, definition.scope, offloads);
    const commandLine = pasteable(given);
    const isFramed = resolved.config.json && definition.says === "rows";
    const frame = isFramed
      ? openJsonFrame(definition.name, args, shownOptions(resolved), streams)
      : undefined;
    process.exitCode = await definition.run({ args, flags, resolved, streams, signal, commandLine });
    frame?.end(process.exitCode);
  });
  try {
    await program.parseAsync(asksAll ? argv.map((word) => (word === HELP_ALL ? "--help" : word)) : [...argv]);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    process.exitCode = renderFailure(asUsage(error), settings, streams);
  }
  const lost = whyLost();
  if (lost === undefined) return;
  renderWarning(`Part of the output was lost, for ${lost}. The work itself went on.`, streams);
  process.exitCode ||= ERRORS.insufficient_space.exitCode;
}

type Run = (
  definition: CommandDefinition,
  args: readonly string[],
  flags: Record<string, unknown>,
) => Promise<void>;

const HELP_ALL = "--help-all";

/** After `--` every word is an argument. */
function wordsBeforeArguments(given: readonly string[]): readonly string[] {
  const end = given.indexOf("--");
  return end === -1 ? given : given.slice(0, end);
}

/** By its flag or its environment variable; a variable that holds nonsense asks for nothing. */
function asksFor(name: "json" | "verbose", given: readonly string[]): boolean {
  if (wordsBeforeArguments(given).includes(`--${name}`)) return true;
  return SETTINGS[name].schema.safeParse(process.env[environmentName(name)] || undefined).data ?? false;
}

interface Help {
  /** Every flag, with its environment variable. */
  readonly asksAll: boolean;
  /** What stands below the flags of each command. */
  readonly endOfHelp: string;
}

function createProgram(help: Help, run: Run): Command {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const program = new Command("odailies")
    .description("From an offloaded card folder to dailies that play, in one command that may be repeated.")
    .version(version)
    .configureOutput({ outputError: () => undefined })
    .showHelpAfterError(false)
    .exitOverride();
  for (const definition of COMMANDS) addCommand(program, definition, help, run);
  return program;
}

function addCommand(
  program: Command,
  definition: CommandDefinition,
  { asksAll, endOfHelp }: Help,
  run: Run,
): void {
  const { name, args, about, scope, options = [] } = definition;
  const command = program
    .command(args ? `${name} ${args}` : name, { hidden: scope === undefined })
    .description(about);
  // What is not there has no help either: it says that it is not there.
  if (scope === undefined) command.allowUnknownOption().helpOption(false);
  for (const { flag, about: words } of options) command.option(flag, words);
  for (const settingName of scope === undefined ? [] : SETTING_NAMES) {
    const setting = SETTINGS[settingName];
    const on: readonly string[] = setting.on;
    if (!on.includes("all") && !on.includes(scope ?? "")) continue;
    if (command.options.some((option) => option.long === setting.flag.split(" ")[0])) continue;
    const about = asksAll ? `${setting.about} [${environmentName(settingName)}]` : setting.about;
    const option = new Option(setting.flag, about).helpGroup(heading(setting.group));
    if ("notYet" in setting || (!asksAll && !("isCommon" in setting))) option.hideHelp();
    if ("listSeparator" in setting)
      option.argParser((value, before: string[] | undefined) => [...(before ?? []), value]);
    command.addOption(option);
  }
  const config = new Option("--config <file>", "config file instead of odailies.toml [ODAILIES_CONFIG]");
  const profile = new Option("--profile <name>", "profile of the config file [ODAILIES_PROFILE]");
  for (const option of [config, profile]) command.addOption(asksAll ? option : option.hideHelp());
  if (!asksAll || command.options.some(({ long }) => long === "--to"))
    command.addHelpText("after", endOfHelp);
  command.action(async (...call: unknown[]) => {
    const self = call.at(-1) as Command;
    await run(definition, self.args, self.opts());
  });
}

const ALL_HINT = `
${HELP_ALL} shows every flag with its environment variable (ODAILIES_PROJECT is --project).`;

/** `picture` → `Picture:`. */
function heading(group: string): string {
  return `${group.charAt(0).toUpperCase()}${group.slice(1)}:`;
}

/** A new title takes the place of the arguments in the process list, where the system lets a process do that. */
function hideToken(given: readonly string[]): void {
  if (given.some((word) => word === "--token" || word.startsWith("--token="))) process.title = "odailies";
}

/** Without the command's own flags: one of them may be called like a setting that the command does not have. */
function settingFlags(
  { options = [] }: CommandDefinition,
  flags: Record<string, unknown>,
): Record<string, unknown> {
  const own = new Set(options.map(({ flag }) => new Option(flag).attributeName()));
  return Object.fromEntries(Object.entries(flags).filter(([name]) => !own.has(name)));
}

/** First Ctrl-C: stop cleanly. Second: leave at once. A terminal that is closed may say so twice, and is only the first. */
function stopOnInterrupt(streams: OutputStreams): AbortSignal {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals) => {
    if (controller.signal.aborted && name === "SIGHUP") return;
    if (controller.signal.aborted) process.exit(ERRORS.cancelled.exitCode);
    // Below the ^C of the terminal.
    renderNote("", streams);
    renderNote("Stopping cleanly; press Ctrl-C again to leave at once.", streams);
    controller.abort(
      new OdailiesError("cancelled", "The run was stopped.", {
        hint: "Run the same command again to go on.",
      }),
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("SIGHUP", stop);
  return controller.signal;
}

/** Commander's own complaints are wrong use. */
function asUsage(error: unknown): unknown {
  if (!(error instanceof CommanderError)) return error;
  const help = "odailies --help lists the commands, odailies <command> --help its flags.";
  if (error.code === "commander.help") {
    return new OdailiesError("usage", "No command was given.", { hint: help });
  }
  const [complaint = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
  const message = `${complaint.charAt(0).toUpperCase()}${complaint.slice(1)}.`;
  return new OdailiesError("usage", message, { hint: suggestion?.replace(/^\((.*)\)$/, "$1") ?? help });
}
