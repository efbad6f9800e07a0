// One run that sends to two at once, killed at one moment, the same command again, and what each of the two has then.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Role } from "../../../src/domain/clip.ts";
import { readLedger } from "../../../src/ledger/ledger.ts";
import { listClips } from "../../../src/server/library/clips.ts";
import { openLibrary } from "../../../src/server/library/open-library.ts";
import { listProjects } from "../../../src/server/library/projects.ts";
import { INCOMING_PREFIX } from "../../../src/server/storage/receive-file.ts";
import type { KillCard } from "./kill-card.ts";
import type { KillPoint } from "./kill-points.ts";
import { type Cart, HOOK, newCart, runUntil } from "./killed-run.ts";

const ROLES: readonly Role[] = ["graded", "log", "thumbnail"];
/** The library takes no other names. */
const PROJECT = "northern-lights";
const md5 = (bytes: Buffer) => createHash("md5").update(bytes).digest("hex");

/** What both have: digests of files, and values by clip. */
export interface BothHold {
  readonly exitCode: number | undefined;
  /** By nothing but content: the library names its folders in another way. */
  readonly service: readonly string[];
  readonly library: readonly string[];
  readonly serviceClips: Readonly<Record<string, unknown>>;
  readonly libraryClips: Readonly<Record<string, unknown>>;
  /** `role/clip` that the ledger knows to be there, by destination. */
  readonly receipts: Readonly<Record<string, readonly string[]>>;
  readonly workFiles: readonly string[];
}

export async function newCartOfTwo(card: KillCard, home: string): Promise<Cart> {
  const cart = await newCart(card, home, PROJECT);
  return { ...cart, args: [...cart.args, "--to", "odailies", "--to", "local"] };
}

export async function runUndisturbedToTwo(cart: Cart): Promise<BothHold & { readonly tookMs: number }> {
  const startedAt = performance.now();
  const { exitCode } = await cart.program.run(cart.args, cart.env);
  return { ...(await lookAtBoth(cart, exitCode)), tookMs: performance.now() - startedAt };
}

async function lookAtBoth({ server, program }: Cart, exitCode: number | undefined): Promise<BothHold> {
  return {
    exitCode,
    service: [...server.files.values()].map((file) => file.md5).toSorted(),
    serviceClips: Object.fromEntries([...server.clips].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    ...(await lookAtLibrary(join(program.home, "data/odailies/library"))),
    receipts: await readReceipts(join(program.home, "data/odailies/state")),
    workFiles: (await readdir(join(program.home, "work"), { recursive: true }).catch(() => [])).filter(
      (path) => /\.\w+$/.test(path),
    ),
  };
}

async function lookAtLibrary(folder: string): Promise<Pick<BothHold, "library" | "libraryClips">> {
  const projects = join(folder, "projects");
  const names = (await readdir(projects, { recursive: true }).catch(() => [])).filter(
    // What was on its way into it is swept by a later start of the server, once it is old enough.
    (name) => /\.(?:mp4|jpg)$/.test(name) && !name.includes(INCOMING_PREFIX),
  );
  const digests = await Promise.all(names.map(async (name) => md5(await readFile(join(projects, name)))));
  const library = openLibrary(folder);
  try {
    const clips = listProjects(library).flatMap(({ id }) => listClips(library, id));
    return {
      library: digests.toSorted(),
      libraryClips: Object.fromEntries(clips.map(({ name, metadata }) => [name, metadata])),
    };
  } finally {
    library.close();
  }
}

interface WrittenRecord {
  readonly type: string;
  readonly destination?: string;
  readonly role?: string;
  readonly clip: string;
}

/** All but those that the kill cut off. */
async function readWhole(stateFolder: string): Promise<readonly WrittenRecord[]> {
  const names = await readdir(stateFolder, { recursive: true }).catch(() => []);
  const texts = await Promise.all(
    names.filter((name) => name.endsWith(".jsonl")).map((name) => readFile(join(stateFolder, name), "utf8")),
  );
  return texts
    .flatMap((text) => text.split("\n"))
    .flatMap((line) => {
      try {
        return JSON.parse(line) as WrittenRecord;
      } catch {
        return [];
      }
    });
}

async function readReceipts(stateFolder: string): Promise<BothHold["receipts"]> {
  const records = await readWhole(stateFolder);
  const ids = [
    ...new Set(records.flatMap(({ destination }) => (destination === undefined ? [] : destination))),
  ];
  const ledger = await readLedger(stateFolder);
  return Object.fromEntries(
    ids.toSorted().map((id) => {
      const known = ledger.at(id);
      const clips = [...known.clips().keys()].toSorted();
      return [
        id.startsWith("local") ? "library" : "service",
        clips.flatMap((clip) =>
          ROLES.filter((role) => known.sent(clip, role)).map((role) => `${role}/${clip}`),
        ),
      ];
    }),
  );
}

export interface KilledTwo {
  readonly point: KillPoint;
  readonly wasKilled: boolean;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly wrong: readonly string[];
  readonly odd: readonly string[];
}

export async function killTwoAndRepeat(
  cart: Cart,
  point: KillPoint,
  expected: Awaited<ReturnType<typeof runUndisturbedToTwo>>,
): Promise<KilledTwo> {
  const { server, program, args, env } = cart;
  const { wasKilled, fault } = await runUntil(cart, point, expected);
  const before = await lookAtBoth(cart, undefined);
  const storedBefore = server.stored.length;
  const trace = join(program.home, "trace");
  const again = await program.run(args, { ...env, NODE_OPTIONS: `--import=${HOOK}`, KILL_TRACE: trace });
  const after = await lookAtBoth(cart, again.exitCode);
  const due = expected.service.length;
  const puts = (await readFile(trace, "utf8")).match(/^PUT answered$/gm)?.length ?? 0;
  const toService = server.stored.length - storedBefore;
  const most = (which: string) => due - (before.receipts[which]?.length ?? 0);
  const records = await readWhole(join(program.home, "data/odailies/state"));
  const made = records.flatMap(({ type, role, clip }) => (type === "made" ? `${role}/${clip}` : []));
  const odd = [
    ...(fault === undefined ? [] : [fault]),
    ...(again.exitCode === 0 ? [] : [`exit ${again.exitCode}: ${again.stderr}${again.stdout}`]),
    ...(["receipts", "workFiles"] as const).flatMap((what) =>
      JSON.stringify(after[what]) === JSON.stringify(expected[what])
        ? []
        : [`${what}: ${JSON.stringify(after[what])}`],
    ),
  ];
  return {
    point,
    wasKilled,
    lost: (["service", "library"] as const).flatMap((which) => {
      const files = expected[which].filter((digest) => !after[which].includes(digest));
      const clips = Object.entries(expected[`${which}Clips`]).filter(
        ([clip, values]) => !isSame(after[`${which}Clips`][clip], values),
      );
      const ofFiles = files.map(() => `a file of the ${which}`);
      return ofFiles.concat(clips.map(([clip]) => `values of ${clip} in the ${which}`));
    }),
    doubled: [
      ...(toService > most("service") ? ["uploads to the service"] : []),
      ...(puts - toService > most("library") ? ["uploads to the library"] : []),
      ...made.filter((name, index) => made.indexOf(name) !== index).map((name) => `made ${name}`),
    ],
    wrong: (["service", "library"] as const).flatMap((which) =>
      after[which].filter((digest) => !expected[which].includes(digest)).map(() => `a file of the ${which}`),
    ),
    odd,
  };
}

function isSame(a: unknown, b: unknown): boolean {
  const sorted = (value: unknown) =>
    JSON.stringify(Object.entries(value ?? {}).toSorted(([x], [y]) => (x < y ? -1 : 1)));
  return sorted(a) === sorted(b);
}
