import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { findSecrets } from "../../support/find-secrets.ts";
import { startServer } from "../../support/net-server.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import type { Exchange } from "./fault-proxy.ts";
import { type FaultyRun, prepareRun } from "./faulty-run.ts";
import { makeSmallCard, type SmallCard } from "./small-card.ts";

let card: SmallCard;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "odailies-test-"));
  card = await makeSmallCard(folder);
  return () => rm(folder, { recursive: true });
});

const place = ({ proxy, server }: FaultyRun) => ["--api", proxy.api, "--project", server.project];
const secretsOf = ({ proxy, server }: FaultyRun) => [server.token, ...proxy.signatures];

test("the search finds a secret wherever it stands, in any spelling", async () => {
  const home = await tempFolder();
  await writeFile(join(home, "journal.jsonl"), '{"url":"…/tok%2fen…"}');
  await writeFile(join(home, "of sig-1"), "");
  const runs = [{ stdout: Buffer.from("tok/en").toString("base64"), stderr: "" }];
  const found = await findSecrets({ runs, home, secrets: ["tok/en", "sig-1"] });
  expect(found.toSorted()).toEqual(["journal.jsonl", "stdout", "the name of sig-1"]);
  expect(await findSecrets({ runs, home, secrets: ["other"] })).toEqual([]);
});

describe("neither token nor signature is told by", () => {
  test.each([
    ["plain lines", ["--plain"]],
    ["everything that can be said", ["--plain", "--verbose"]],
    ["JSON lines", ["--json", "--verbose"]],
    ["a dry run", ["--dry-run", "--verbose"]],
    ["a plan", ["--plan", "plan.json"]],
  ])("%s", async (_, flags) => {
    const faulty = await prepareRun(card);
    const { program, server } = faulty;
    // A service that repeats what it was asked makes it harder.
    faulty.proxy.fail({ name: "PATCH", match: /^PATCH/ }, repeatUrl);
    faulty.proxy.fail({ name: "PUT", match: /^PUT/ }, repeatUrl);
    const args = ["ingest", card.folder, "--metadata", card.sheet, ...place(faulty), ...flags];
    const run = await program.run(args, { ODAILIES_TOKEN: server.token });
    expect([0, 4], run.stderr).toContain(run.exitCode);
    expect(await findSecrets({ runs: [run], home: program.home, secrets: secretsOf(faulty) })).toEqual([]);
  });

  test.each(["clips list", "clips export", "jobs list", "doctor", "config"])("odailies %s", async (words) => {
    const faulty = await prepareRun(card);
    const { program, server } = faulty;
    const where = words === "doctor" || words === "config" ? [] : place(faulty);
    const args = [...words.split(" "), ...where, "--verbose"];
    const run = await program.run(args, { ODAILIES_TOKEN: server.token });
    expect(await findSecrets({ runs: [run], home: program.home, secrets: secretsOf(faulty) })).toEqual([]);
  });

  test.each([
    ["thrown in a timer", "atFirstLine(() => { throw bug(); })"],
    ["rejected and never caught", "atFirstLine(() => void Promise.reject(bug()))"],
    ["thrown while a line is written", "JSON.stringify = () => { throw bug(); }"],
  ])("a bug %s", async (_, code) => {
    const faulty = await prepareRun(card);
    const { program, server } = faulty;
    faulty.proxy.fail({ name: "PUT", match: /^PUT/ }, ({ read }: Exchange) => void read());
    const bug =
      "const bug = () => Object.assign(new TypeError('of ' + process.env.ODAILIES_TOKEN + " +
      "' at https://s.example/a?X-Goog-Signature=c0ffee', { cause: new Error(encodeURIComponent(process.env.ODAILIES_TOKEN)) }), " +
      "{ path: '/api/' + process.env.ODAILIES_TOKEN });";
    const atFirstLine =
      "const { write } = process.stderr; const atFirstLine = (act) => { process.stderr.write = function (...line) {" +
      "process.stderr.write = write; setTimeout(act, 1); return write.apply(this, line); }; };";
    const env = {
      ODAILIES_TOKEN: server.token,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`${bug}${atFirstLine}${code};`)}`,
    };
    const args = ["ingest", card.folder, ...place(faulty), "--plain", "--verbose"];
    const run = await program.run(args, env);
    expect(run.exitCode, run.stderr).toBe(1);
    expect(run.stderr).toContain(
      "TypeError: of [redacted] at https://s.example/a?X-Goog-Signature=[redacted]",
    );
    const secrets = [...secretsOf(faulty), "c0ffee"];
    expect(await findSecrets({ runs: [run], home: program.home, secrets })).toEqual([]);
  });

  test("the word to --notify, whose own address is a secret too", async () => {
    const told: string[] = [];
    const hook = await startServer(async (request, response) => {
      for await (const chunk of request) told.push(String(chunk));
      response.writeHead(500).end();
    });
    const faulty = await prepareRun(card);
    const run = await faulty.run({}, ["--notify", `${hook}/services/T0/B0/hook-s3cret`]);
    const secrets = [...secretsOf(faulty), "hook-s3cret"];
    expect(JSON.parse(told.join(""))).toMatchObject({ type: "result" });
    const runs = [run, { stdout: told.join(""), stderr: "" }];
    expect(await findSecrets({ runs, home: faulty.program.home, secrets })).toEqual([]);
  });
});

describe("a token", () => {
  test("on the command line is taken, with a warning, and never repeated", async () => {
    const faulty = await prepareRun(card);
    const { program, server, proxy } = faulty;
    proxy.fail({ name: "PATCH", match: /^PATCH/ }, refuseToken, Number.POSITIVE_INFINITY);
    const args = ["ingest", card.folder, "--metadata", card.sheet, ...place(faulty), "--plain"];
    const run = await program.run([...args, "--token", server.token]);
    expect(run.stderr).toContain("The token stands on the command line");
    expect(run.stderr).not.toContain("run again to go on");
    expect(await findSecrets({ runs: [run], home: program.home, secrets: secretsOf(faulty) })).toEqual([]);
  });

  test("in a file that others can read is taken, with a warning", async () => {
    const faulty = await prepareRun(card);
    const { program, server } = faulty;
    const file = join(await tempFolder(), "token");
    await writeFile(file, `${server.token}\n`);
    await chmod(file, 0o644);
    const args = ["ingest", card.folder, ...place(faulty), "--plain", "--token-file", file];
    const open = await program.run(args);
    expect(open.exitCode, open.stderr).toBe(0);
    expect(open.stderr).toContain("chmod 600");
    await chmod(file, 0o600);
    expect((await program.run(args)).stderr).not.toContain("chmod 600");
    expect(await findSecrets({ runs: [open], home: program.home, secrets: secretsOf(faulty) })).toEqual([]);
  });
});

test.skipIf(process.platform === "win32")("what is kept of a run is for its person alone", async () => {
  const faulty = await prepareRun(card);
  await faulty.run();
  const state = join(faulty.program.home, "data/odailies/state");
  const entries = await readdir(state, { recursive: true, withFileTypes: true });
  const open = await Promise.all(
    entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mode } = await stat(path);
      return (mode & 0o077) === 0 ? [] : [`${path} ${(mode & 0o777).toString(8)}`];
    }),
  );
  expect(entries.length).toBeGreaterThan(3);
  expect((await stat(state)).mode & 0o777).toBe(0o700);
  expect(open.flat()).toEqual([]);
});

async function repeatUrl({ request, read, give }: Exchange): Promise<void> {
  await read();
  const message = `No such thing: ${request.url} of https://${request.headers.host}${request.url}`;
  const isStore = request.method === "PUT";
  give({
    status: isStore ? 503 : 400,
    headers: { "content-type": isStore ? "application/xml" : "application/json" },
    body: isStore
      ? `<Error><Code>SlowDown</Code><Message>${message.replaceAll("&", "&amp;")}</Message></Error>`
      : JSON.stringify({ error: { message } }),
  });
}

async function refuseToken({ request, read, give }: Exchange): Promise<void> {
  await read();
  const body = JSON.stringify({ error: { message: `Invalid token in ${request.url}` } });
  give({ status: 401, headers: { "content-type": "application/json" }, body });
}
