// The program: the list of commands, flags for the one that is named, the one catch that turns an error into words and an exit code.
import { Command, CommanderError } from "commander";
import type { CommandDefinition } from "./commands/command.ts";
import { COMMANDS } from "./commands/index.ts";
import { environmentName } from "./config/environment-name.ts";
import { ERRORS, OdailiesError } from "./domain/errors.ts";
import type { OutputStreams } from "./render/output-streams.ts";
import { renderFailure } from "./render/render-failure.ts";
import { renderNote } from "./render/render-result.ts";
import type { CommandCall } from "./setup/command-call.ts";

/** Runs the command that the words name, and sets the process's exit code. Never rejects. */
export async function runProgram(
  given: readonly string[],
  version: string,
  streams: CommandCall["streams"],
): Promise<void> {
  const signal = stopOnInterrupt(streams);
  hideToken(given);
  // Until the config is read, and for good where it cannot be.
  const settings = { json: await asksFor("json", given), verbose: await asksFor("verbose", given) };
  // What nobody catches is a bug: Node itself would print it with every secret in it.
  process.on("uncaughtException", (error) => process.exit(renderFailure(error, settings, streams)));
  const asksAll = wordsBeforeArguments(given).includes(HELP_ALL);
  const program = await createProgram(version, given, asksAll, async (definition, args, flags) => {
    const { callCommand } = await import("./commands/call-command.ts");
    process.exitCode = await callCommand(definition, { args, flags, streams, signal, given, settings });
  });
  const words = asksAll ? given.map((word) => (word === HELP_ALL ? "--help" : word)) : [...given];
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    process.exitCode = renderFailure(asUsage(error), settings, streams);
  }
}

type Run = (
  definition: CommandDefinition,
  args: readonly string[],
  flags: CommandCall["flags"],
) => Promise<void>;

const HELP_ALL = "--help-all";

/** After `--` every word is an argument. */
function wordsBeforeArguments(given: readonly string[]): readonly string[] {
  const end = given.indexOf("--");
  return end === -1 ? given : given.slice(0, end);
}

/** By its flag or its environment variable; a variable that holds nonsense asks for nothing. */
async function asksFor(name: "json" | "verbose", given: readonly string[]): Promise<boolean> {
  if (wordsBeforeArguments(given).includes(`--${name}`)) return true;
  const value = process.env[environmentName(name)];
  if (value === undefined || value === "") return false;
  const { SETTINGS } = await import("./config/settings.ts");
  return SETTINGS[name].schema.safeParse(value).data ?? false;
}

async function createProgram(
  version: string,
  given: readonly string[],
  asksAll: boolean,
  run: Run,
): Promise<Command> {
  const program = new Command("odailies")
    .description("From an offloaded card folder to dailies that play, in one command that may be repeated.")
    .version(version)
    .configureOutput({ outputError: () => undefined })
    .configureHelp({ subcommandTerm: termOf })
    .showHelpAfterError(false)
    .exitOverride();
  for (const definition of COMMANDS) {
    const { name, args, about, scope } = definition;
    const command = program
      .command(args ? `${name} ${args}` : name, { hidden: scope === undefined })
      .description(about);
    // What is not there has no help either: it says that it is not there.
    if (scope === undefined) command.allowUnknownOption().helpOption(false);
    command.action(async (...call: unknown[]) => {
      const self = call.at(-1) as Command;
      await run(definition, self.args, self.opts());
    });
    // Settings are not loaded for the sake of commands that nobody has asked for.
    if (!given.includes(name)) continue;
    const { addFlags } = await import("./commands/add-flags.ts");
    await addFlags(command, definition, asksAll ? undefined : HELP_ALL);
  }
  return program;
}

/** Every command has flags; in the list that need not be said. */
function termOf(command: Command): string {
  return `${command.name()} ${command.usage().replace("[options]", "").trim()}`.trimEnd();
}

/** A new title takes the place of the arguments in the process list, where the system lets a process do that. */
function hideToken(given: readonly string[]): void {
  if (given.some((word) => word === "--token" || word.startsWith("--token="))) process.title = "odailies";
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
