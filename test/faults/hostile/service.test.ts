// A hostile service: it sends others elsewhere, answers without end, and writes what steers a terminal.
import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { startServer } from "../../support/net-server.ts";
import { programIn } from "../../support/run-odailies.ts";
import { smallCard } from "../../support/small-cards.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { inputsOf } from "../../support/thorough.ts";
import { changesOf, setCanaries, treeOf } from "./canaries.ts";
import { holdRun } from "./held-run.ts";

const EVIL = "\u001b]52;c;cm0=\u0007\u001b[8m\u202e\u2066\u200b\u009b2J\nFORGED everything is up";
const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
/** As fast as the other side reads. */
function pour(response: ServerResponse, head: string, piece: string): void {
  response.writeHead(200, { "content-type": "application/json" }).write(head);
  const block = piece.repeat(Math.ceil(65_536 / piece.length));
  const more = () => {
    while (!response.destroyed && response.write(block));
  };
  response.on("drain", more).on("error", () => undefined);
  more();
}

interface Way {
  readonly kind: string;
  readonly name: string;
  readonly answer: (request: IncomingMessage, response: ServerResponse, canary: string) => void;
  readonly exitCodes: readonly number[];
}
const WAYS: readonly Way[] = [
  {
    kind: "elsewhere",
    name: "sends on to another host",
    answer: (request, response, canary) =>
      response.writeHead(307, { location: `${canary}${request.url}` }).end(),
    exitCodes: [40, 43],
  },
  {
    kind: "elsewhere",
    name: "names another host in a page",
    answer: (_request, response, canary) =>
      response
        .writeHead(200, { "content-type": "text/html", refresh: `0;url=${canary}` })
        .end(`<meta http-equiv="refresh" content="0;url=${canary}"><script src="${canary}/x.js"></script>`),
    exitCodes: [40, 43],
  },
  {
    kind: "without end",
    name: "answers white space without end",
    answer: (_request, response) => pour(response, '{"data":[', " "),
    exitCodes: [40, 43],
  },
  {
    kind: "without end",
    name: "answers clips without end",
    answer: (_request, response) => pour(response, '{"data":[{"name":"A"}', ',{"name":"B","scene":"22"}'),
    exitCodes: [40, 43],
  },
  {
    kind: "without end",
    name: "answers lists in lists",
    answer: (_request, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end("[".repeat(4_000_000)),
    exitCodes: [40, 43],
  },
  {
    kind: "many",
    name: "lists 300,000 clips",
    answer: (_request, response) => {
      const data = Array.from({ length: 300_000 }, (_, index) => ({ name: `A${index}C001`, scene: "22" }));
      json(response, 200, { data });
    },
    exitCodes: [4, 40, 43],
  },
  {
    kind: "words",
    name: "refuses in words that steer a terminal",
    answer: (_request, response) => json(response, 403, { error: { message: EVIL } }),
    exitCodes: [41, 42],
  },
  {
    kind: "words",
    name: "lists names and values that steer a terminal",
    answer: (request, response) =>
      request.method === "GET"
        ? json(response, 200, { data: [{ name: `A${EVIL}`, scene: EVIL, description: EVIL }] })
        : json(response, 400, { error: { message: EVIL } }),
    exitCodes: [4, 40, 43],
  },
];

test.skipIf(process.platform !== "linux").each(inputsOf(WAYS, ({ kind }) => kind))(
  "$name",
  { timeout: 200_000 },
  async ({ answer, exitCodes }) => {
    const canaries = await setCanaries();
    const card = await smallCard({ "_graded/A001C001.mp4": "passing" });
    const before = await treeOf(card);
    const api = await startServer((request, response) => {
      request.resume();
      answer(request, response, canaries.origin);
    });
    const program = programIn(await tempFolder());
    const env = { ODAILIES_TOKEN: "tok-5f1d7c", ODAILIES_API: api, ODAILIES_PROJECT: "p" };
    const quick = ["--stall-timeout", "2", "--thumbnail", "none"];
    // Without an answer, status says what this computer knows.
    const commands = [
      { args: ["ingest", card, ...quick], codes: exitCodes },
      { args: ["status", card, "--stall-timeout", "2"], codes: [4] },
    ];
    for (const { args, codes } of commands) {
      const run = await holdRun(program, { args, env });
      expect([...run.faults, ...(await canaries.sung())], run.stderr).toEqual([]);
      expect(codes, `${args[0]}: ${run.stderr}`).toContain(run.exitCode);
    }
    expect(changesOf(before, await treeOf(card))).toEqual([]);
  },
);
