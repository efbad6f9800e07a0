// A large clip through the whole program against `curl -T` of the same file to the same server, turn by turn.
import diagnostics from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { GIB, growClip, MIB, watchPeak } from "../support/large-clip.ts";
import { startServer } from "../support/net-server.ts";
import { PROGRAM, programIn } from "../support/run-odailies.ts";
import { PROJECT, startTestServer } from "../support/server-fixture.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** `ODAILIES_BENCH_GIB=1` for a quick look. */
const SIZE_GIB = Number(process.env["ODAILIES_BENCH_GIB"] ?? 4);
const ROUNDS = 3;
const CLIP = "A001C001_261120_R1AA";
const KEY = `_graded/${CLIP}.mp4`;

/** With fewer than four cores the server's digests and the program's three take the time from each other. */
const SMALLEST_RATIO = availableParallelism() >= 4 ? 0.9 : 0.5;

/** Faster than any uplink that a set has. */
const LINE_BITS_PER_SECOND = 2.5e9;

interface Measured {
  /** From the head of the PUT to the end of its answer, as the server saw it. */
  readonly transferSeconds: number;
  /** The whole command. */
  readonly seconds: number;
  /** User and system, children included. */
  readonly cpuSeconds: number;
}

interface BenchServer {
  readonly origin: string;
  readonly token: string;
  forget(): Promise<void>;
}

/** How long each PUT to a server of this process took. */
function timePuts(): readonly number[] {
  const seconds: number[] = [];
  const startedMs = new WeakMap<IncomingMessage, number>();
  const onStart = (message: unknown) => {
    startedMs.set((message as { request: IncomingMessage }).request, performance.now());
  };
  const onFinish = (message: unknown) => {
    const { request } = message as { request: IncomingMessage };
    if (request.method === "PUT") seconds.push((performance.now() - startedMs.get(request)!) / 1000);
  };
  diagnostics.subscribe("http.server.request.start", onStart);
  diagnostics.subscribe("http.server.response.finish", onFinish);
  onTestFinished(() => {
    diagnostics.unsubscribe("http.server.request.start", onStart);
    diagnostics.unsubscribe("http.server.response.finish", onFinish);
  });
  return seconds;
}

/** Wall, user and system time as bash counts them. */
async function runTimed(command: readonly string[], env: Record<string, string> = {}) {
  const { stderr, exitCode } = await execa(
    "bash",
    ["-c", 'TIMEFORMAT="%R %U %S"; time "$@"', "bash", ...command],
    {
      env,
      reject: false,
    },
  );
  expect(exitCode, stderr).toBe(0);
  const [seconds = 0, user = 0, system = 0] = (stderr.split("\n").at(-1) ?? "").split(" ").map(Number);
  return { seconds, cpuSeconds: user + system };
}

async function sendWithCurl({ origin, token }: BenchServer, path: string) {
  const { stdout } = await execa("curl", ["-sS", `${origin}/api/v1/upload/${PROJECT}/${token}/${KEY}`]);
  const { url } = JSON.parse(stdout) as { url: string };
  const type = "Content-Type: application/octet-stream";
  return runTimed(["curl", "-sS", "--fail", "-o", "/dev/null", "-H", type, "-T", path, url]);
}

async function programCommand({ origin, token }: BenchServer, card: string) {
  const { environment } = programIn(await tempFolder());
  const args = ["ingest", card, "--thumbnail", "none", "--plain", "--api", origin, "--project", PROJECT];
  return { args, env: { ...environment, ODAILIES_TOKEN: token } };
}

async function sendWithProgram(server: BenchServer, card: string) {
  const { args, env } = await programCommand(server, card);
  return runTimed([process.execPath, PROGRAM, ...args], env);
}

async function measurePeak(server: BenchServer, card: string): Promise<number> {
  const { args, env } = await programCommand(server, card);
  const running = execa(process.execPath, [PROGRAM, ...args], { env, extendEnv: false });
  const [peak] = await Promise.all([watchPeak(running.pid ?? 0), running]);
  return peak;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

async function compare(server: BenchServer, card: string) {
  const puts = timePuts();
  const measured: Record<"curl" | "odailies", Measured[]> = { curl: [], odailies: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, send] of [
      ["curl", () => sendWithCurl(server, join(card, `${CLIP}.mp4`))],
      ["odailies", () => sendWithProgram(server, card)],
    ] as const) {
      await server.forget();
      const timed = await send();
      measured[name].push({ ...timed, transferSeconds: puts.at(-1) ?? Number.NaN });
    }
  }
  const row = (name: "curl" | "odailies") => {
    const of = (value: (one: Measured) => number) => median(measured[name].map(value));
    return {
      "GB/s": rounded((SIZE_GIB * GIB) / 1e9 / of(({ transferSeconds }) => transferSeconds)),
      "whole command, s": rounded(of(({ seconds }) => seconds)),
      "CPU s per GB": rounded(of(({ cpuSeconds }) => cpuSeconds) / ((SIZE_GIB * GIB) / 1e9)),
    };
  };
  const table = { curl: row("curl"), odailies: row("odailies") };
  const ratios = measured.odailies.map(
    ({ transferSeconds }, round) => (measured.curl[round]?.transferSeconds ?? 0) / transferSeconds,
  );
  console.table(table);
  return median(ratios);
}

const rounded = (value: number) => Math.round(value * 100) / 100;

async function makeCard(): Promise<string> {
  const card = join(await tempFolder(), "A001", "_graded");
  await mkdir(card, { recursive: true });
  await growClip(join(card, `${CLIP}.mp4`), SIZE_GIB * GIB, "bytes");
  return card;
}

test("to the embedded server, a pass-through is as fast as curl, in less than 200 MiB", async () => {
  const { url: origin, token } = await startTestServer();
  const server = { origin, token, forget: () => Promise.resolve() };
  const card = await makeCard();
  const ratio = await compare(server, card);
  const peak = await measurePeak(server, card);
  console.info(
    `embedded server: ${rounded(ratio)} of curl's throughput; ${Math.round(peak / MIB)} MiB at most`,
  );
  expect(peak / MIB).toBeLessThan(200);
  expect(ratio).toBeGreaterThan(SMALLEST_RATIO);
});

test("over a line of 2.5 Gbit/s, a pass-through is as fast as curl", async () => {
  const ratio = await compare(await startSink(LINE_BITS_PER_SECOND), await makeCard());
  console.info(`2.5 Gbit/s: ${rounded(ratio)} of curl's throughput`);
  expect(ratio).toBeGreaterThan(0.9);
});

/** Nothing but MD5 holds the program back here: one core makes 0.4 to 0.9 GB/s of it, whatever else is done. */
test("to a server that throws everything away", async () => {
  const ratio = await compare(await startSink(Infinity), await makeCard());
  console.info(`nothing kept: ${rounded(ratio)} of curl's throughput`);
  expect(ratio).toBeGreaterThan(0.2);
});

/** Knows one clip, keeps nothing, and takes no more than so many bits a second. */
async function startSink(bitsPerSecond: number): Promise<BenchServer> {
  const clips: { name: string }[] = [];
  const origin: string = await startServer((request, response) => {
    const { url = "", method } = request;
    const answer = (body: object) =>
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    takePaced(request, bitsPerSecond);
    if (method === "GET" && url.includes("/upload/")) answer({ url: `${origin}/${KEY}` });
    else if (method === "GET") answer({ data: url.includes("/v2/") ? clips : { message: {} } });
    else
      request.on("end", () => {
        if (method === "PUT") clips.push({ name: CLIP });
        answer({ updated: 1 });
      });
  });
  return { origin, token: "t-0-k-e-n", forget: () => Promise.resolve(void clips.splice(0)) };
}

function takePaced(request: IncomingMessage, bitsPerSecond: number): void {
  const startedMs = performance.now();
  let received = 0;
  request.on("data", (chunk: Buffer) => {
    received += chunk.byteLength;
    const earlyMs = (received * 8 * 1000) / bitsPerSecond - (performance.now() - startedMs);
    if (earlyMs < 2) return;
    request.pause();
    setTimeout(() => request.resume(), earlyMs);
  });
}
