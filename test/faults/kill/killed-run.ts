// One run killed at one moment, the same command again, and what is wrong afterwards.
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Receipt, Role } from "../../../src/domain/clip.ts";
import { readLedger } from "../../../src/ledger/ledger.ts";
import { openOdailies } from "../../../src/destinations/odailies/open-odailies.ts";
import { testClient } from "../../support/net-client.ts";
import { toolsets } from "../../support/media-toolsets.ts";
import { type OdailiesServer, startOdailiesServer } from "../../support/net-odailies-server.ts";
import type { JsonLine } from "../../support/json-contract.ts";
import { type Program, programIn } from "../../support/run-odailies.ts";
import type { KillCard } from "./kill-card.ts";
import type { KillPoint } from "./kill-points.ts";

export const HOOK = pathToFileURL(join(import.meta.dirname, "../../support/kill-hook.js")).href;

/** Those from the registry are in one piece, and start in a quarter of the time. */
const { tools } = toolsets.at(-1)!;
export const QUICK_TOOLS = { ODAILIES_FFMPEG: tools.ffmpeg.path, ODAILIES_FFPROBE: tools.ffprobe.path };

export interface Cart {
  readonly server: OdailiesServer;
  readonly program: Program;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export async function newCart(card: KillCard, home: string, named?: string): Promise<Cart> {
  await mkdir(home);
  // What ffmpeg can do is asked once for all carts.
  const cache = join(home, "../cache");
  const server = await startOdailiesServer(named);
  const { api, project, token } = server;
  const work = join(home, "work");
  const quick = ["--preset", "ultrafast", "--metadata", card.sheet, "--work-dir", work];
  const args = ["ingest", card.root, "--json", "--api", api, "--project", project, ...quick];
  const watched = { KILL_CARD: card.root, KILL_WORK: work };
  const env = { ...QUICK_TOOLS, ...watched, ODAILIES_TOKEN: token, XDG_CACHE_HOME: cache };
  return { server, program: programIn(home), args, env };
}

/** What is left when all is done: on the server, and of it in the ledger. */
export interface Ending {
  readonly exitCode: number | undefined;
  readonly files: Readonly<Record<string, unknown>>;
  readonly clips: Readonly<Record<string, unknown>>;
  readonly receipts: Readonly<Record<string, unknown>>;
  readonly annotated: Readonly<Record<string, unknown>>;
  readonly workFiles: readonly string[];
}

const ROLES: readonly Role[] = ["graded", "log", "thumbnail"];

export interface Undisturbed extends Ending {
  readonly tookMs: number;
}

/** Runs to the end. */
export async function runUndisturbed(cart: Cart): Promise<Undisturbed> {
  const startedAt = performance.now();
  const { exitCode } = await cart.program.run(cart.args, cart.env);
  return { ...(await lookAtEnding(cart, exitCode)), tookMs: performance.now() - startedAt };
}

async function lookAtEnding({ server, program }: Cart, exitCode: number | undefined): Promise<Ending> {
  const clips = Object.fromEntries(server.clips);
  const records = await openStateOf(program, server);
  const receipts = Object.keys(clips).flatMap((clip) =>
    ROLES.flatMap((role) => {
      const receipt = records.sent(clip, role)?.receipt;
      return receipt ? [[receipt.key, withoutTime(receipt)]] : [];
    }),
  );
  return {
    exitCode,
    files: Object.fromEntries(server.files),
    clips,
    receipts: Object.fromEntries(receipts),
    annotated: Object.fromEntries(
      Object.entries(clips).map(([clip, there]) => [clip, records.annotated(clip, there)]),
    ),
    workFiles: (await readdir(join(program.home, "work"), { recursive: true }).catch(() => [])).filter(
      (path) => /\.\w+$/.test(path),
    ),
  };
}

/** As the destination names itself. */
function stateIdOf({ api, project, token }: OdailiesServer): string {
  return openOdailies({ api, project, token, apiVersion: "auto", http: testClient() }).id;
}

function withoutTime(receipt: Receipt): Partial<Receipt> {
  const { sentAt, ...rest } = receipt;
  return sentAt === "" ? receipt : rest;
}

async function openStateOf({ home }: Program, server: OdailiesServer) {
  const state = join(home, "data/odailies/state");
  const ledger = await readLedger(state);
  return ledger.at(stateIdOf(server));
}

export interface Killed {
  readonly point: KillPoint;
  /** False where the run was over before the moment came. */
  readonly wasKilled: boolean;
  /** Uploads that the server had and the ledger did not. */
  readonly inDoubt: number;
  /** Of these, sent once more. */
  readonly sentAgain: number;
  /** Completed uploads of a file that was known to be there. */
  readonly duplicated: readonly string[];
  /** Files or values that were not there in the end. */
  readonly lost: readonly string[];
  /** Files with other bytes than they should have, at any time. */
  readonly wrong: readonly string[];
  /** Everything else that differs from an undisturbed run. */
  readonly odd: readonly string[];
}

export async function killAndRepeat(
  cart: Cart,
  point: KillPoint,
  expected: Undisturbed,
  isThirdRunDue: boolean,
): Promise<Killed> {
  const { server, program, args, env } = cart;
  const { wasKilled, fault } = await runUntil(cart, point, expected);
  const known = (await lookAtEnding(cart, undefined)).receipts;
  const before = server.stored.map(({ key }) => key);
  const inDoubt = new Set(before.filter((key) => !(key in known)));

  const again = await program.run(args, env);
  const ending = await lookAtEnding(cart, again.exitCode);
  const after = server.stored.slice(before.length).map(({ key }) => key);
  const odd = fault === undefined ? [] : [fault];
  if (again.exitCode !== expected.exitCode)
    odd.push(`exit ${again.exitCode}: ${again.stderr}${again.stdout}`);
  if (isThirdRunDue) {
    const third = await program.run(args, env);
    const { counts, bytes_uploaded: sent } = third.lineOf("result");
    if (sent !== 0 || third.exitCode !== 0)
      odd.push(`a third run sent ${String(sent)}: ${JSON.stringify(counts)}`);
  }
  if (server.unknownPatched.length > 0) odd.push("patched a clip that was not there");
  for (const what of ["receipts", "annotated", "workFiles"] as const) {
    const [is, due] = [JSON.stringify(sorted(ending[what])), JSON.stringify(sorted(expected[what]))];
    if (is !== due) odd.push(`${what}: ${is} instead of ${due}`);
  }
  const isMissing = (there: unknown, due: unknown) =>
    JSON.stringify(sorted(there)) !== JSON.stringify(sorted(due));
  return {
    point,
    wasKilled,
    inDoubt: inDoubt.size,
    sentAgain: after.filter((key) => inDoubt.has(key)).length,
    duplicated: [
      ...before.filter((key, index) => before.indexOf(key) !== index),
      ...after.filter(
        (key, index) => after.indexOf(key) !== index || (before.includes(key) && !inDoubt.has(key)),
      ),
    ],
    lost: [
      ...Object.keys(expected.files).filter((key) => !(key in ending.files)),
      ...Object.keys(expected.clips).filter((clip) => isMissing(ending.clips[clip], expected.clips[clip])),
    ],
    wrong: server.stored
      .filter(({ key, md5 }) => (expected.files[key] as { md5: string } | undefined)?.md5 !== md5)
      .map(({ key }) => key),
    odd,
  };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.toSorted();
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export interface KilledOrOver {
  /** Did the moment come before the run was over? */
  readonly wasKilled: boolean;
  /** How it ended by itself, in words; undefined where it was killed, or ended well. */
  readonly fault: string | undefined;
}

export async function runUntil(
  { server, program, args, env }: Omit<Cart, "server"> & Partial<Pick<Cart, "server">>,
  point: KillPoint,
  { tookMs }: Pick<Undisturbed, "tookMs">,
): Promise<KilledOrOver> {
  const { happens, arrives, says, afterShare } = point;
  const hook = {
    NODE_OPTIONS: `--import=${HOOK}`,
    ...(happens && { KILL_AT: happens.what, KILL_TIME: String(happens.time) }),
    ...(happens?.laterMs === undefined ? {} : { KILL_LATER_MS: String(happens.laterMs) }),
  };
  const running = program.start(args, { ...env, ...hook });
  const kill = () => void running.kill("SIGKILL");
  let isOver = false;
  if (arrives)
    server?.observe((arrival) => {
      if (!isOver && arrives(arrival)) kill();
    });
  const timer = afterShare === undefined ? undefined : setTimeout(kill, afterShare * tookMs);
  if (says) for await (const line of running.iterable()) if (says(JSON.parse(line) as JsonLine)) kill();
  const { signal, exitCode, stderr, stdout } = await running;
  isOver = true;
  clearTimeout(timer);
  const wasKilled = signal === "SIGKILL";
  const isFine = wasKilled || exitCode === 0;
  return { wasKilled, fault: isFine ? undefined : `ended with ${exitCode ?? signal}: ${stderr}${stdout}` };
}
