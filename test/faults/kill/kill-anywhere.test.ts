import { join } from "node:path";
import pLimit from "p-limit";
import { expect, test } from "vitest";
import { tempFolder } from "../../support/temp-folder.ts";
import { inputsOf, isThorough } from "../../support/thorough.ts";
import { lookAtCard, makeKillCard } from "./kill-card.ts";
import { KILL_POINTS, type KillPoint } from "./kill-points.ts";
import { type Killed, killAndRepeat, newCart, runUndisturbed } from "./killed-run.ts";

/** So many carts work at a time, each with a server, a project and a state of its own. */
const CARTS = 4;

/** An answer may overtake the moment before it: the program then never comes by there, and is tried anew. */
const TRIES = 3;

/** A run that finds all done must send nothing; that is looked at after so many of them. */
const THIRD_RUN_EVERY = 8;

/** One of each stage, or all of more than a hundred. */
const POINTS = inputsOf(KILL_POINTS, ({ stage }) => stage);

test("killed anywhere, the same command again ends as an undisturbed run", { timeout: 900_000 }, async () => {
  const home = await tempFolder();
  const card = await makeKillCard(home);
  const before = await lookAtCard(card.root);
  const expected = await runUndisturbed(await newCart(card, join(home, "undisturbed")));
  expect(expected.exitCode).toBe(0);
  expect(Object.keys(expected.files)).toHaveLength(5);
  expect(expected.workFiles).toEqual([]);

  const carts = pLimit(CARTS);
  const killAt = async (point: KillPoint, index: number) => {
    const tries: Killed[] = [];
    while (tries.length < TRIES && !tries.some(({ wasKilled }) => wasKilled)) {
      const cart = await newCart(card, join(home, `cart-${index}-${tries.length}`));
      tries.push(await killAndRepeat(cart, point, expected, index % THIRD_RUN_EVERY === 0));
      if (point.stage === "any time") break;
    }
    return tries;
  };
  const killed = (await Promise.all(POINTS.map((point, index) => carts(() => killAt(point, index))))).flat();

  const hit = killed.filter(({ wasKilled }) => wasKilled);
  const stages = [...new Set(POINTS.map(({ stage }) => stage))];
  const perStage = Object.fromEntries(
    stages.map((stage) => [stage, hit.filter(({ point }) => point.stage === stage).length]),
  );
  const all = (what: "lost" | "duplicated" | "wrong" | "odd") =>
    killed.flatMap((each) => each[what].map((text) => `${each.point.stage}, ${each.point.name}: ${text}`));
  const sum = (what: "inDoubt" | "sentAgain") => killed.reduce((total, each) => total + each[what], 0);
  const figures = [
    `killed at ${hit.length} of ${POINTS.length} moments in ${stages.length} stages`,
    ...Object.entries(perStage).map(([stage, count]) => `  ${String(count).padStart(3)}  ${stage}`),
    `lost ${all("lost").length}, duplicated ${all("duplicated").length}, wrong bytes ${all("wrong").length}`,
    `uploads complete whose answer was lost: ${sum("inDoubt")}, of these sent once more: ${sum("sentAgain")}`,
  ];
  process.stdout.write(`${figures.join("\n")}\n`);

  for (const what of ["lost", "duplicated", "wrong", "odd"] as const) expect(all(what), what).toEqual([]);
  const cameTo = new Set(hit.map(({ point }) => point));
  const missed = POINTS.filter((point) => point.stage !== "any time" && !cameTo.has(point));
  expect(missed.map(({ name }) => name)).toEqual([]);
  for (const [stage, count] of Object.entries(perStage)) expect(count, stage).toBeGreaterThan(0);
  if (isThorough) expect(hit.length).toBeGreaterThanOrEqual(100);
  expect(await lookAtCard(card.root)).toEqual(before);
});
