// One clip name at one destination belongs to one process at a time: who comes second learns who has it.
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { createHash, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { foldName } from "../domain/fold-name.ts";
import { claimsFolder } from "./places.ts";

/** Who holds a claim. */
export interface ClaimHolder {
  readonly pid: number;
  readonly host: string;
  /** The file that is being sent. */
  readonly source: string;
  /** ISO 8601. */
  readonly since: string;
}

export interface Claim {
  release(): Promise<void>;
}

/** Of another version of this program, a claim is one all the same. */
const holderSchema = z.object({
  pid: z.number().catch(0),
  host: z.string().catch(""),
  source: z.string().catch("another file"),
  since: z.string().catch(""),
});

/** So often a holder says that it lives. */
const TOUCH_MS = 20_000;
/** A process of another machine (or container) cannot be asked: it lives as long as it says so. */
const SILENT_MS = 3 * TOUCH_MS;
/** On this machine another process may have got the number of a dead one. Long enough for a machine that was asleep. */
const SILENT_HERE_MS = 10 * 60_000;
/** A claim is whole in a moment; one that is not after so long was left by a writer that was killed, or lost power. */
const WRITING_MS = 1500;
const LOOK_MS = 50;

/**
 * Takes the claim, or gives its living holder. That of a dead process is taken over: known by its id and a long silence on
 * this machine, by its silence on another. No lock of the operating system is used, so it holds on a network share too.
 */
export async function takeClaim(
  stateFolder: string,
  destinationId: string,
  clip: string,
  source: string,
): Promise<Claim | ClaimHolder> {
  const folder = claimsFolder(stateFolder, destinationId);
  // As a destination that ignores case and normal form would see it.
  const name = createHash("sha256").update(foldName(clip)).digest("hex").slice(0, 24);
  const path = join(folder, `${name}.json`);
  const mine = { pid: process.pid, host: hostname(), source, since: new Date().toISOString() };
  const text = JSON.stringify({ ...mine, id: randomUUID() });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const wholeByMs = performance.now() + WRITING_MS;
  for (;;) {
    try {
      await writeFile(path, text, { flag: "wx", mode: 0o600 });
      return await hold(path, text);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const found = await readClaim(path);
    if (found.holder && found.lives) return found.holder;
    if (!found.holder && performance.now() < wholeByMs) await pause(LOOK_MS);
    else await takeAway(path, found.text);
  }
}

/** Of two who find it dead, one takes it away; the other may meet the new one, and puts it back. */
async function takeAway(path: string, deadText: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  await rename(path, aside).catch(() => undefined);
  const taken = await readFile(aside, "utf8").catch(() => deadText);
  if (taken !== deadText) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

async function hold(path: string, text: string): Promise<Claim> {
  const touch = async () => {
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
  };
  const timer = setInterval(() => void touch(), TOUCH_MS);
  timer.unref();
  // A network share has written its own time, which need not be this machine's.
  await touch();
  return {
    release: async () => {
      clearInterval(timer);
      const now = await readFile(path, "utf8").catch(() => undefined);
      if (now === text) await rm(path, { force: true });
    },
  };
}

interface FoundClaim {
  readonly text: string;
  /** Undefined where the claim is gone by now, or is not written whole. */
  readonly holder: ClaimHolder | undefined;
  readonly lives: boolean;
}

async function readClaim(path: string): Promise<FoundClaim> {
  const [text, stats] = await Promise.all([
    readFile(path, "utf8").catch(() => ""),
    stat(path).catch(() => undefined),
  ]);
  const holder = readHolder(text);
  const silentMs = stats === undefined ? Infinity : Date.now() - stats.mtimeMs;
  return { text, holder, lives: holder !== undefined && isAlive(holder, silentMs) };
}

function readHolder(text: string): ClaimHolder | undefined {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Of a process with this one's own number, too: in a container that starts again each has the same. */
function isAlive({ host, pid }: ClaimHolder, silentMs: number): boolean {
  return host === hostname() ? silentMs < SILENT_HERE_MS && isRunning(pid) : silentMs < SILENT_MS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
