// The set at night: one server, two carts with a line each, their cards, a small disk; and all that was said and did not hold.
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type OdailiesServer, startOdailiesServer } from "../../support/net-odailies-server.ts";
import { FIXTURE_CARD } from "../../support/run-odailies.ts";
import { SOURCES } from "../../support/small-cards.ts";
import { type SmallDisk, smallDisk } from "../../support/small-disk.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { until } from "../../support/watch-session.ts";
import { type Cart, prepareCart, type Spoken, type Talk } from "./cart.ts";
import { clockOf, createHearing } from "./hearing.ts";
import { listen } from "./listen.ts";
import { listenToJson } from "./listen-json.ts";
import { listenToHealth } from "./listen-to-health.ts";
import { type CardFile, type Kind, type Moment, takeMoment } from "./truth.ts";

export type Source = keyof typeof SOURCES | "broken";

const PATHS = { ...SOURCES, broken: "A001R1AA/_graded/A001C003_261120_R1AA.mp4" } as const;
const KINDS: Readonly<Record<Source, Kind>> = {
  ...{ passing: "as is", passingToo: "as is", remuxed: "made anew", encoded: "made anew", broken: "broken" },
};
const MIB = 1024 * 1024;
const MINUTE_MS = 60_000;
const LINE = { name: "line", match: /^/ };

export interface NightSet {
  readonly server: OdailiesServer;
  readonly watcher: Cart;
  readonly ingester: Cart;
  /** Watched; a card is a folder in it. */
  readonly hot: string;
  /** Cards that are ingested by hand. */
  readonly bench: string;
  readonly disk: SmallDisk;
  readonly lies: string[];
  now(): Moment;
  /** Writes a file of a card, some hours old: `A001`, `_graded/A001C001.mp4`. */
  put(folder: string, card: string, path: string, source: Source): Promise<void>;
  /** The card is not there any more; gives back what puts it in again. */
  pull(folder: string, card: string): Promise<() => Promise<void>>;
  cutLine(): void;
  mendLine(): void;
  /** On both carts; in minutes since 23:40, when the night began. */
  forwardTo(minutes: number): Promise<void>;
  watch(): Promise<Talk>;
  /** Says nothing back: what does not hold is in `lies`. */
  run(cart: Cart, args: readonly string[], folders: readonly string[]): Promise<Spoken>;
  listenTo(spoken: Spoken, folders: readonly string[]): void;
  look(talk: Talk): Promise<void>;
}

export async function buildSet(): Promise<NightSet> {
  const server = await startOdailiesServer();
  const shelf = new Map<string, Map<string, Partial<Record<"graded" | "log", CardFile>>>>();
  let isCut = false;
  const now = () => takeMoment(server, { shelf, isCut });
  const cache = await tempFolder();
  const [watcher, ingester] = [await prepareCart(server, cache, now), await prepareCart(server, cache, now)];
  const [hot, bench] = [join(watcher.home, "hot"), join(ingester.home, "cards")];
  for (const folder of [hot, bench]) await mkdir(folder);
  const disk = await smallDisk(8 * MIB);
  const lies: string[] = [];
  const carts = [watcher, ingester];
  const begunMs = nextNight();
  for (const cart of carts) await cart.setClock(begunMs);

  const put: NightSet["put"] = async (folder, card, path, source) => {
    const root = join(folder, card);
    const place = join(root, path);
    const bytes = await readFile(join(FIXTURE_CARD, PATHS[source]));
    const clips = shelf.get(root) ?? new Map<string, Partial<Record<"graded" | "log", CardFile>>>();
    const name = basename(path, ".mp4");
    const file = { md5: createHash("md5").update(bytes).digest("hex"), kind: KINDS[source] };
    clips.set(name, { ...clips.get(name), [path.startsWith("_log") ? "log" : "graded"]: file });
    shelf.set(root, clips);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(`${place}.part`, bytes);
    const shot = new Date(Date.now() - 60 * MINUTE_MS);
    await utimes(`${place}.part`, shot, shot);
    await rename(`${place}.part`, place);
  };
  const pull: NightSet["pull"] = async (folder, card) => {
    const [root, away] = [join(folder, card), join(dirname(folder), `away-${card}`)];
    const clips = shelf.get(root);
    await rename(root, away);
    shelf.delete(root);
    return async () => {
      await rm(root, { recursive: true, force: true });
      if (clips) shelf.set(root, clips);
      await rename(away, root);
    };
  };
  const listenTo: NightSet["listenTo"] = (spoken, folders) => {
    const hasPictures = !spoken.args.join(" ").includes("--thumbnail none") && spoken.args[0] !== "watch";
    const hearing = createHearing(spoken, folders, hasPictures);
    const isJson = spoken.args.includes("--json");
    lies.push(...(isJson ? listenToJson(hearing) : listen(hearing)));
  };
  return {
    ...{ server, watcher, ingester, hot, bench, disk, lies, now, put, pull, listenTo },
    cutLine: () => {
      isCut = true;
      for (const { proxy } of carts) proxy.fail(LINE, ({ reset }) => reset(), Infinity);
    },
    mendLine: () => {
      for (const { proxy } of carts) proxy.mend();
      isCut = false;
    },
    forwardTo: async (minutes) => {
      for (const cart of carts) await cart.setClock(begunMs + minutes * MINUTE_MS);
    },
    watch: async () => {
      const talk = watcher.talk(["watch", hot, "--settle", "0.5", "--health", "0", "--thumbnail", "none"]);
      await until(() => talk.heard.some(({ text }) => text.includes("Watching")));
      return talk;
    },
    run: async (cart, args, folders) => {
      const spoken = await cart.talk(args).ended;
      listenTo(spoken, folders);
      return spoken;
    },
    look: async (talk) => void lies.push(...(await listenToHealth(talk, watcher, hot, now))),
  };
}

/** The next 23:40 on the set: no file of the night is newer than the carts' clocks, as the disk has its time from nobody. */
function nextNight(): number {
  const start = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS;
  const minutes = [...Array(24 * 60).keys()].find(
    (minute) => clockOf(start + minute * MINUTE_MS) === "23:40",
  );
  return start + (minutes ?? 0) * MINUTE_MS;
}
