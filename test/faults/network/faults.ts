// What a bad network, a busy server and a hotel do to a call. All of it passes if the call is made again.
import { setTimeout } from "node:timers/promises";
import { PORTAL_PAGE } from "../../support/net-odailies-server.ts";
import type { Answer, Exchange, Fault } from "./fault-proxy.ts";

export interface NamedFault {
  readonly name: string;
  readonly kind: "connection" | "silence" | "status" | "portal" | "signature" | "bytes";
  readonly fault: Fault;
  /** Calls that it can happen to; default all. */
  readonly on?: "uploads";
  /** The server has done something, but the program cannot know or trust it: it has to ask again. */
  readonly isAskedAgain?: true;
  /** What counts as a stall; default far more than any call here takes. */
  readonly stallSeconds?: number;
}

const refuse =
  (status: number, headers: Record<string, string> = {}, body = ""): Fault =>
  async ({ read, give }) => {
    await read();
    give({ status, headers, body });
  };

const page = (status: number): Fault => refuse(status, { "content-type": "text/html" }, PORTAL_PAGE);

/** The answer as bytes on the line, cut off in the middle. */
async function giveHalf({ request, response }: Exchange, answer: Answer, isReset: boolean): Promise<void> {
  const fields = Object.entries({ ...answer.headers, "content-length": Buffer.byteLength(answer.body) });
  const head = [
    `HTTP/1.1 ${answer.status} OK`,
    ...fields.map(([name, value]) => `${name}: ${String(value)}`),
  ];
  const whole = Buffer.from(`${head.join("\r\n")}\r\n\r\n${answer.body}`);
  const { socket } = request;
  response.detachSocket(socket);
  const half =
    answer.body === "" ? whole.length >> 1 : whole.length - (Buffer.byteLength(answer.body) >> 1) - 1;
  await new Promise((resolve) => socket.write(whole.subarray(0, half), resolve));
  if (isReset) {
    await setTimeout(20);
    socket.resetAndDestroy();
  } else socket.end();
}

const store = (status: number, code: string): Fault =>
  refuse(
    status,
    { "content-type": "application/xml" },
    `<Error><Code>${code}</Code><Message>No.</Message></Error>`,
  );

export const FAULTS: readonly NamedFault[] = [
  { name: "connection refused", kind: "connection", fault: ({ refuseFor }) => refuseFor(700) },
  { name: "reset at once", kind: "connection", fault: ({ reset }) => reset() },
  {
    name: "reset in the middle of the body",
    kind: "connection",
    fault: async (exchange) => {
      const { request, reset } = exchange;
      if (request.method === "GET") {
        return giveHalf(exchange, await exchange.forward(await exchange.read()), true);
      }
      let received = 0;
      const half = Number(request.headers["content-length"]) / 2;
      request.on("data", (chunk: Buffer) => {
        received += chunk.length;
        if (received >= half) reset();
      });
    },
  },
  {
    name: "reset instead of the answer",
    kind: "connection",
    isAskedAgain: true,
    fault: async ({ read, forward, reset }) => {
      await forward(await read());
      reset();
    },
  },
  {
    name: "answer cut short",
    kind: "connection",
    isAskedAgain: true,
    fault: async (exchange) => giveHalf(exchange, await exchange.forward(await exchange.read()), false),
  },
  { name: "half-open", kind: "silence", stallSeconds: 1, fault: async ({ read }) => void (await read()) },
  {
    name: "slow",
    kind: "silence",
    stallSeconds: 2,
    fault: async (exchange) => {
      const chunks: Buffer[] = [];
      for await (const chunk of exchange.request as AsyncIterable<Buffer>) {
        chunks.push(chunk);
        await setTimeout(20);
      }
      const { status, headers, body } = await exchange.forward(Buffer.concat(chunks));
      exchange.response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
      for (const byte of Buffer.from(body).subarray(0, 4)) {
        exchange.response.write(Buffer.of(byte));
        await setTimeout(700);
      }
      exchange.response.end(Buffer.from(body).subarray(4));
    },
  },
  { name: "408", kind: "status", fault: refuse(408) },
  { name: "429, Retry-After in seconds", kind: "status", fault: refuse(429, { "retry-after": "1" }) },
  { name: "500", kind: "status", fault: refuse(500) },
  { name: "502 with a proxy's page", kind: "portal", fault: page(502) },
  {
    name: "503, Retry-After as a date",
    kind: "status",
    fault: async ({ read, give }) => {
      await read();
      const now = Date.now();
      const headers = {
        date: new Date(now).toUTCString(),
        "retry-after": new Date(now + 1000).toUTCString(),
      };
      give({ status: 503, headers, body: "" });
    },
  },
  { name: "captive portal, 200", kind: "portal", fault: page(200) },
  {
    name: "captive portal, 302",
    kind: "portal",
    fault: refuse(302, { location: "http://portal.hotel.example/login" }),
  },
  { name: "captive portal, 511", kind: "portal", fault: page(511) },
  {
    name: "signature refused, 403",
    kind: "signature",
    on: "uploads",
    fault: store(403, "SignatureDoesNotMatch"),
  },
  {
    name: "signature refused, 401",
    kind: "signature",
    on: "uploads",
    fault: store(401, "AuthenticationRequired"),
  },
  { name: "URL expired, 400", kind: "signature", on: "uploads", fault: store(400, "ExpiredToken") },
  {
    name: "one byte changed on the way",
    kind: "bytes",
    on: "uploads",
    isAskedAgain: true,
    fault: async ({ read, forward, give }) => {
      const body = await read();
      body.writeUInt8(body.readUInt8(body.length >> 1) ^ 1, body.length >> 1);
      give(await forward(body));
    },
  },
  {
    name: "the end lost on the way",
    kind: "bytes",
    on: "uploads",
    isAskedAgain: true,
    fault: async ({ read, forward, give }) => give(await forward((await read()).subarray(0, -1000))),
  },
  {
    name: "fewer bytes kept, told by their number alone",
    kind: "bytes",
    on: "uploads",
    isAskedAgain: true,
    fault: async ({ read, forward, give }) => {
      const body = (await read()).subarray(0, -1000);
      const { status, body: text } = await forward(body);
      give({ status, headers: { "x-goog-stored-content-length": String(body.length) }, body: text });
    },
  },
];
