// Where the program begins: who asks for its version alone waits for nothing else.
import { readFileSync } from "node:fs";
import { environmentName } from "./config/environment-name.ts";
import { ERRORS } from "./domain/errors.ts";
import { createRedactor } from "./net/redact.ts";
import { noteLostOutput } from "./render/lost-output.ts";
import { renderWarning } from "./render/render-warning.ts";

/** Runs one command and sets the process's exit code. Never rejects. */
export async function main(argv: readonly string[]): Promise<void> {
  // Known before anything is read or can go wrong.
  const redactor = createRedactor([process.env[environmentName("token")] ?? ""]);
  const { stdout, stderr } = process;
  const whyLost = noteLostOutput(stdout);
  // Where stderr is lost, nobody can be told.
  noteLostOutput(stderr);
  const streams = { stdout, stderr, redact: redactor.redact, addSecret: redactor.add, startWarnings: [] };
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const given = argv.slice(2);
  if (given[0] === "--version" || given[0] === "-V") stdout.write(`${version}\n`);
  else await import("./program.ts").then(({ runProgram }) => runProgram(given, version, streams));
  const lost = whyLost();
  if (lost === undefined) return;
  renderWarning(`Part of the output was lost, for ${lost}. The work itself went on.`, streams);
  process.exitCode ||= ERRORS.insufficient_space.exitCode;
}
