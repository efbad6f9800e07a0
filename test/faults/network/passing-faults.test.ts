import pLimit from "p-limit";
import { expect, test } from "vitest";
import { tempFolder } from "../../support/temp-folder.ts";
import { CALLS, isUpload } from "./calls.ts";
import { FAULTS, type NamedFault } from "./faults.ts";
import { countRetries, type Judgement, prepareRun } from "./faulty-run.ts";
import { makeSmallCard, type SmallCard } from "./small-card.ts";

/** A run mostly waits for the next try; two cores serve some of them. */
const AT_ONCE = 5;

const MOST_RUNS = 4;

interface Told extends Omit<Judgement, "clips"> {
  readonly exit: number | undefined;
  readonly unmet: readonly string[];
  readonly sentTwice: readonly string[];
  readonly hasMetadata: boolean;
}

/** The fault meets every call of one run, once each. */
async function runThrough(fault: NamedFault, card: SmallCard, clips: unknown) {
  const { name, on, isAskedAgain, stallSeconds = 30 } = fault;
  const faulty = await prepareRun(card);
  const calls = CALLS.filter((call) => on === undefined || isUpload(call));
  for (const call of calls) faulty.proxy.fail(call, fault.fault);
  const env = { ODAILIES_STALL_TIMEOUT: String(stallSeconds) };
  let last = await faulty.run(env);
  // A person waits while a run opens the service, so that gives up soon: the same command again.
  while (last.exitCode !== 0 && faulty.runs.length < MOST_RUNS) last = await faulty.run(env);
  const { clips: there, ...judged } = await faulty.judge();
  const told: Told = {
    ...judged,
    exit: last.exitCode,
    unmet: calls.map((call) => call.name).filter((call) => !faulty.proxy.met.has(call)),
    sentTwice: isAskedAgain
      ? []
      : [...faulty.proxy.stored].filter(([, times]) => times > 1).map(([key]) => key),
    hasMetadata: JSON.stringify(there) === JSON.stringify(clips),
  };
  if (told.exit !== 0) console.error(name, faulty.runs);
  const retries = countRetries(faulty.runs);
  return { name, told, calls: calls.length, runs: faulty.runs.length, retries };
}

const WELL: Told = {
  lost: [],
  wrong: [],
  strange: [],
  leaks: [],
  exit: 0,
  unmet: [],
  sentTwice: [],
  hasMetadata: true,
};

test(
  "each fault at each call: everything is up once, as it is, with its metadata",
  { timeout: 300_000 },
  async () => {
    const card = await makeSmallCard(await tempFolder());
    const undisturbed = await prepareRun(card);
    expect((await undisturbed.run()).exitCode).toBe(0);
    const { clips } = await undisturbed.judge();

    const limit = pLimit(AT_ONCE);
    const results = await Promise.all(FAULTS.map((fault) => limit(() => runThrough(fault, card, clips))));
    const rows = results.map(({ name, calls, runs, retries }) => ({ fault: name, calls, runs, retries }));
    console.table(rows);
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    console.info(
      `${FAULTS.length} faults × calls = ${sum(rows.map(({ calls }) => calls))} faults met; ` +
        `${sum(rows.map(({ retries }) => retries))} retries; ` +
        `lost ${sum(results.map(({ told }) => told.lost.length))}, ` +
        `sent twice ${sum(results.map(({ told }) => told.sentTwice.length))}, ` +
        `wrong bytes ${sum(results.map(({ told }) => told.wrong.length))}, ` +
        `leaks ${sum(results.map(({ told }) => told.leaks.length))}`,
    );
    expect(Object.fromEntries(results.map(({ name, told }) => [name, told]))).toEqual(
      Object.fromEntries(FAULTS.map(({ name }) => [name, WELL])),
    );
  },
);
