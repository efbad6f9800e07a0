import { join } from "node:path";
import pLimit from "p-limit";
import { expect, test } from "vitest";
import { tempFolder } from "../../support/temp-folder.ts";
import { isThorough } from "../../support/thorough.ts";
import { makeKillCard } from "./kill-card.ts";
import { KILL_POINTS_OF_TWO, type KillPoint } from "./kill-points.ts";
import { type KilledTwo, killTwoAndRepeat, newCartOfTwo, runUndisturbedToTwo } from "./killed-two.ts";

/** An answer may overtake the moment before it: the program then never comes by there, and is tried anew. */
const TRIES = 3;

/** Bytes at either, a record that both rely on, values: one of each kind. The rest is for `npm run test:thorough`. */
const KINDS = [
  "the library takes a file",
  "PUT stored, answer lost",
  "record torn",
  "PATCH taken, answer lost",
];

const POINTS = isThorough
  ? KILL_POINTS_OF_TWO
  : KINDS.map((kind) => KILL_POINTS_OF_TWO.find(({ stage }) => stage === kind)!);

test(
  "killed while it sends to two, the same command again completes both, and makes nothing twice",
  { timeout: 3_600_000 },
  async () => {
    const home = await tempFolder();
    const card = await makeKillCard(home);
    const expected = await runUndisturbedToTwo(await newCartOfTwo(card, join(home, "undisturbed")));
    expect(expected).toMatchObject({ exitCode: 0, workFiles: [], library: expected.service });
    expect(expected.service).toHaveLength(5);
    expect(expected.receipts["library"]).toEqual(expected.receipts["service"]);
    expect(expected.libraryClips).toMatchObject({
      A001C001: { scene: "22", take: "1" },
      C0003: { scene: "23" },
    });

    const carts = pLimit(4);
    const killAt = async (point: KillPoint, index: number) => {
      const tries: KilledTwo[] = [];
      while (tries.length < TRIES && !tries.some(({ wasKilled }) => wasKilled)) {
        const cart = await newCartOfTwo(card, join(home, `cart-${index}-${tries.length}`));
        tries.push(await killTwoAndRepeat(cart, point, expected));
        if (point.afterShare !== undefined) break;
      }
      return tries;
    };
    const killed = (
      await Promise.all(POINTS.map((point, index) => carts(() => killAt(point, index))))
    ).flat();

    const hit = killed.filter(({ wasKilled }) => wasKilled);
    const all = (what: "lost" | "doubled" | "wrong" | "odd") =>
      killed.flatMap((each) => each[what].map((text) => `${each.point.stage}, ${each.point.name}: ${text}`));
    process.stdout.write(
      `killed at ${hit.length} of ${POINTS.length} moments of two destinations: ` +
        `lost ${all("lost").length}, doubled ${all("doubled").length}, wrong bytes ${all("wrong").length}\n`,
    );
    for (const what of ["lost", "doubled", "wrong", "odd"] as const) expect(all(what), what).toEqual([]);
    const cameTo = new Set(hit.map(({ point }) => point));
    const missed = POINTS.filter((point) => point.afterShare === undefined && !cameTo.has(point));
    expect(missed.map(({ name }) => name)).toEqual([]);
    if (isThorough) expect(hit.length).toBeGreaterThanOrEqual(40);
  },
);
