// Small cards of the clips that come with the program, and carts that send them.
import { copyFile, mkdir, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type OdailiesServer, startOdailiesServer } from "./net-odailies-server.ts";
import type { JsonLine } from "./json-contract.ts";
import { FIXTURE_CARD, type Program, programIn } from "./run-odailies.ts";
import { tempFolder } from "./temp-folder.ts";

const GRADED = "A001R1AA/_graded";
/** Files of the fixture card, by what has to be done with them. */
export const SOURCES = {
  passing: `${GRADED}/A001C001_261120_R1AA.mp4`,
  passingToo: "A001R1AA/_log/A001C001_261120_R1AA.mp4",
  remuxed: `${GRADED}/A001C002_261120_R1AA.mp4`,
  encoded: "B001/PRIVATE/M4ROOT/CLIP/C0001.MP4",
} as const;

const SHOT = new Date("2026-04-22T08:00:00Z");

/** Copies under new names, some time ago: path on the card → which source. */
export async function smallCard(
  files: Readonly<Record<string, keyof typeof SOURCES>>,
  root?: string,
): Promise<string> {
  const card = root ?? join(await tempFolder(), "A001");
  for (const [path, source] of Object.entries(files)) {
    await mkdir(dirname(join(card, path)), { recursive: true });
    await copyFile(join(FIXTURE_CARD, SOURCES[source]), join(card, path));
    await utimes(join(card, path), SHOT, SHOT);
  }
  return card;
}

export interface SmallCart {
  readonly server: OdailiesServer;
  readonly program: Program;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
}

export async function smallCart(
  command: string,
  folder: string,
  flags: readonly string[] = [],
  shared?: OdailiesServer,
): Promise<SmallCart> {
  const server = shared ?? (await startOdailiesServer());
  const { api, project, token } = server;
  const quick = ["--thumbnail", "none", "--preset", "ultrafast"];
  const args = [command, folder, "--json", "--api", api, "--project", project, ...quick, ...flags];
  return { server, program: programIn(await tempFolder()), args, env: { ODAILIES_TOKEN: token } };
}

export type Running = ReturnType<Program["start"]>;

/** Runs to the end, telling each line as it is said. */
export async function runAlong(
  { program, args, env }: SmallCart,
  onLine: (line: JsonLine, running: Running) => unknown = () => undefined,
) {
  const running = program.start(args, env);
  const lines: JsonLine[] = [];
  for await (const text of running.iterable()) {
    const line = JSON.parse(text) as JsonLine;
    lines.push(line);
    await onLine(line, running);
  }
  const { exitCode, stderr } = await running;
  const clips = Object.fromEntries(
    lines.filter(({ type }) => type === "clip").map((line) => [line["clip"], line["status"]]),
  );
  const codes = lines.filter(({ type }) => type === "warning").map(({ code }) => code);
  return { lines, exitCode, stderr, clips, codes, result: lines.at(-1) };
}

/** How often each file was sent to its end. */
export function sentTimes({ stored }: OdailiesServer): Record<string, number> {
  const times: Record<string, number> = {};
  for (const { key } of stored) times[key] = (times[key] ?? 0) + 1;
  return times;
}
