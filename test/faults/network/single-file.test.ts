import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import pLimit from "p-limit";
import { expect, test } from "vitest";
import { findSecrets } from "../../support/find-secrets.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { inputsOf } from "../../support/thorough.ts";
import type { Call } from "./fault-proxy.ts";
import { FAULTS, type NamedFault } from "./faults.ts";
import { prepareRun } from "./faulty-run.ts";
import { makeSmallCard, type SmallCard } from "./small-card.ts";

/** All of them meet the calls of a run in `passing-faults.test.ts`. */
const MET = inputsOf(FAULTS, ({ kind }) => kind);
const AT_ONCE = 5;
const MOST_RUNS = 4;
const KEY = "A001R1AA.ale";
const SIGN: Call = { name: "sign ALE", match: /^GET \/api\/v1\/upload\/.*\.ale/ };
const PUT: Call = { name: "PUT ALE", match: /^PUT \/bucket\/.*\.ale/ };

/** The ALE goes by `odailies upload`; the fault meets both calls that are made for it. */
async function sendThrough({ on, fault, stallSeconds = 30 }: NamedFault, card: SmallCard) {
  const { proxy, server, program } = await prepareRun(card);
  for (const call of on === "uploads" ? [PUT] : [SIGN, PUT]) proxy.fail(call, fault);
  const place = ["--api", proxy.api, "--project", server.project];
  const args = ["upload", card.ale, "--as", "ale", "--json", "--verbose", ...place];
  const env = { ODAILIES_TOKEN: server.token, ODAILIES_STALL_TIMEOUT: String(stallSeconds) };
  const runs = [await program.run(args, env)];
  while (runs.at(-1)?.exitCode !== 0 && runs.length < MOST_RUNS) runs.push(await program.run(args, env));
  const secrets = [server.token, ...proxy.signatures];
  return {
    exit: runs.at(-1)?.exitCode,
    met: proxy.met.size,
    md5: server.files.get(KEY)?.md5,
    leaks: await findSecrets({ runs, home: program.home, secrets }),
  };
}

test("each fault at each call for an ALE that is sent by hand", { timeout: 300_000 }, async () => {
  const card = await makeSmallCard(await tempFolder());
  const md5 = createHash("md5")
    .update(await readFile(card.ale))
    .digest("hex");
  const limit = pLimit(AT_ONCE);
  const told = await Promise.all(
    MET.map((fault) => limit(async () => [fault.name, await sendThrough(fault, card)] as const)),
  );
  expect(Object.fromEntries(told)).toEqual(
    Object.fromEntries(
      MET.map(({ name, on }) => [name, { exit: 0, met: on === undefined ? 2 : 1, md5, leaks: [] }]),
    ),
  );
});
