import pLimit from "p-limit";
import { expect, test } from "vitest";
import { tempFolder } from "../../support/temp-folder.ts";
import { inputsOf } from "../../support/thorough.ts";
import { CALLS, isUpload } from "./calls.ts";
import type { Call, Fault } from "./fault-proxy.ts";
import { type FaultyRun, type Judgement, prepareRun } from "./faulty-run.ts";
import { makeSmallCard, type SmallCard } from "./small-card.ts";

const AT_ONCE = 5;

const json =
  (status: number, message: string): Fault =>
  async ({ read, give }) => {
    await read();
    const body = JSON.stringify({ error: { message } });
    give({ status, headers: { "content-type": "application/json" }, body });
  };

const xml =
  (status: number, code: string): Fault =>
  async ({ read, give }) => {
    await read();
    give({
      status,
      headers: { "content-type": "application/xml" },
      body: `<Error><Code>${code}</Code></Error>`,
    });
  };

interface FinalFault {
  readonly name: string;
  readonly fault: Fault;
  readonly on: readonly string[];
  readonly code: string;
  readonly exit: number;
}

/** Listing, signing, sending or patching, whichever version and file. */
const wordOf = ({ name }: Call) => name.split(" ")[0] ?? name;

const API_CALLS = ["list v1, before", "sign graded", "sign LOG", "list v2, after", "PATCH v2", "PATCH v1"];
/** Where v2 alone says so, v1 is what counts; where signing is refused for one folder, the others count. */
const FORBIDDEN_CALLS = ["list v1, before", "sign graded", "list v1, after", "PATCH v1"];

const FINAL_FAULTS: readonly FinalFault[] = [
  { name: "401", fault: json(401, "Invalid token"), on: API_CALLS, code: "token_refused", exit: 41 },
  {
    name: "403, permission",
    fault: json(403, "Insufficient permissions"),
    on: FORBIDDEN_CALLS,
    code: "permission_missing",
    exit: 42,
  },
  {
    name: "403, of one path",
    fault: json(403, "Insufficient permissions"),
    on: ["sign LOG"],
    code: "clips_failed",
    exit: 4,
  },
  {
    name: "403, of v2 alone",
    fault: json(403, "Insufficient permissions"),
    on: ["list v2, after", "PATCH v2"],
    code: "ok",
    exit: 0,
  },
  {
    name: "403, signature, every time",
    fault: xml(403, "SignatureDoesNotMatch"),
    on: ["PUT graded"],
    code: "clips_failed",
    exit: 4,
  },
];

/** Uploads that were under way side by side may each meet the refusal, and ask how far it reaches. */
const MOST_REFUSALS = 4;
/** A refused signature is renewed a few times, for each of two clips. */
const MOST_SIGNATURES = 10;

interface Told extends Omit<Judgement, "clips"> {
  readonly exit: number | undefined;
  readonly code: unknown;
  readonly hammered: number | undefined;
  readonly exitAfterwards: number | undefined;
  readonly hasMetadata: boolean;
}

async function runInto(call: Call, { fault }: FinalFault, card: SmallCard, clips: unknown) {
  const faulty: FaultyRun = await prepareRun(card);
  faulty.proxy.fail(call, fault, Number.POSITIVE_INFINITY);
  const first = await faulty.run();
  const refusals = faulty.proxy.met.get(call.name) ?? 0;
  faulty.proxy.mend();
  const second = await faulty.run();
  const { clips: there, ...judged } = await faulty.judge();
  const told: Told = {
    ...judged,
    exit: first.exitCode,
    code: first.lineOf("result")["code"],
    hammered: refusals > (isUpload(call) ? MOST_SIGNATURES : MOST_REFUSALS) ? refusals : undefined,
    exitAfterwards: second.exitCode,
    hasMetadata: JSON.stringify(there) === JSON.stringify(clips),
  };
  return { told, refusals };
}

test(
  "what cannot pass ends the run at once; when it is mended, the same command does the rest",
  { timeout: 600_000 },
  async () => {
    const card = await makeSmallCard(await tempFolder());
    const undisturbed = await prepareRun(card);
    await undisturbed.run();
    const { clips } = await undisturbed.judge();

    const limit = pLimit(AT_ONCE);
    const all = FINAL_FAULTS.flatMap((fault) =>
      CALLS.filter(({ name }) => fault.on.includes(name)).map((call) => ({ fault, call })),
    );
    const cases = inputsOf(all, ({ fault, call }) => `${fault.name} ${wordOf(call)}`);
    const results = await Promise.all(
      cases.map(({ fault, call }) =>
        limit(async () => ({
          title: `${fault.name} at ${call.name}`,
          ...(await runInto(call, fault, card, clips)),
        })),
      ),
    );
    console.table(results.map(({ title, refusals, told }) => ({ fault: title, code: told.code, refusals })));
    expect(Object.fromEntries(results.map(({ title, told }) => [title, told]))).toEqual(
      Object.fromEntries(
        cases.map(({ fault: { name, code, exit }, call }) => [
          `${name} at ${call.name}`,
          {
            ...{ lost: [], wrong: [], strange: [], leaks: [], hammered: undefined },
            ...{ exit, code, exitAfterwards: 0, hasMetadata: true },
          },
        ]),
      ),
    );
  },
);
