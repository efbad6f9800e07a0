// A cart: the real program with a state folder, a clock and a line to the server of its own. All it says is kept.
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import type { OdailiesServer } from "../../support/net-odailies-server.ts";
import { PROGRAM, programIn } from "../../support/run-odailies.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { pauseMs } from "../../support/watch-session.ts";
import { QUICK_TOOLS } from "../kill/killed-run.ts";
import { type FaultProxy, startFaultProxy } from "../network/fault-proxy.ts";
import type { Moment } from "./truth.ts";

const HOOK = pathToFileURL(join(import.meta.dirname, "../../support/clock-hook.js")).href;
/** Longer than a program goes by the last look at its clock. */
const LOOKED_MS = 100;
/** Where it is shot: the day turns at another moment than that of Greenwich. */
export const ZONE = "America/New_York";

/** A line as it was said, and what was so then. */
export interface Heard {
  readonly text: string;
  readonly from: "stdout" | "stderr";
  readonly moment: Moment;
  /** On the cart's own clock. */
  readonly saidMs: number;
}

export interface Spoken {
  readonly args: readonly string[];
  readonly before: Moment;
  readonly after: Moment;
  readonly heard: readonly Heard[];
  readonly exitCode: number | undefined;
  /** What came through this cart's line meanwhile, in whole files. */
  readonly sentBytes: number;
}

export interface Talk {
  readonly heard: readonly Heard[];
  stop(signal: "SIGINT" | "SIGTERM" | "SIGHUP"): void;
  readonly ended: Promise<Spoken>;
}

export interface Cart {
  readonly home: string;
  readonly proxy: FaultProxy;
  nowMs(): number;
  /** From now on its clock shows this, and goes on from there. */
  setClock(ms: number): Promise<void>;
  talk(args: readonly string[]): Talk;
}

/** `cache`: what ffmpeg can do is asked once for all carts. */
export async function prepareCart(
  server: OdailiesServer,
  cache: string,
  takeMoment: () => Moment,
): Promise<Cart> {
  const home = await tempFolder();
  const clock = join(home, "clock");
  let aheadMs = 0;
  const proxy = await startFaultProxy(server);
  const env = {
    ...programIn(home).environment,
    ...QUICK_TOOLS,
    ...{ XDG_CACHE_HOME: cache, TZ: ZONE, CLOCK_FILE: clock, NODE_OPTIONS: `--import ${HOOK}` },
    ...{ ODAILIES_TOKEN: server.token, ODAILIES_API: proxy.api, ODAILIES_PROJECT: server.project },
  };
  const nowMs = () => Date.now() + aheadMs;
  const countSent = () =>
    [...proxy.stored].reduce((sum, [key, times]) => sum + times * (server.files.get(key)?.bytes ?? 0), 0);
  const talk = (args: readonly string[]): Talk => {
    const before = takeMoment();
    const sentBefore = countSent();
    const heard: Heard[] = [];
    const options = { cwd: home, env, extendEnv: false, reject: false, input: "" } as const;
    const running = execa(process.execPath, [PROGRAM, ...args], options);
    const hear = async (from: Heard["from"]) => {
      for await (const text of running.iterable({ from }))
        heard.push({ text, from, moment: takeMoment(), saidMs: nowMs() });
    };
    const end = async (): Promise<Spoken> => {
      await Promise.all([hear("stdout"), hear("stderr")]);
      const { exitCode } = await running;
      const sentBytes = countSent() - sentBefore;
      return { args, before, after: takeMoment(), heard, exitCode, sentBytes };
    };
    return { heard, stop: (signal) => void running.kill(signal), ended: end() };
  };
  const setClock = async (ms: number) => {
    aheadMs = ms - Date.now();
    // A clock is never looked at while it is half set.
    await writeFile(`${clock}.part`, String(aheadMs));
    await rename(`${clock}.part`, clock);
    // Whoever runs has looked at it by then.
    await pauseMs(LOOKED_MS);
  };
  await setClock(Date.now());
  return { home, proxy, nowMs, setClock, talk };
}
