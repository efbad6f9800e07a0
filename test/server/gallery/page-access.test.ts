import type { FastifyRequest } from "fastify";
import { expect, test } from "vitest";
import { judgeAccess, pageKeyOf } from "../../../src/server/gallery/page-access.ts";
import type { ServerContext } from "../../../src/server/server-context.ts";

const library = { signingSecret: Buffer.from("secret") };

/** As another device asks, with the key. A test cannot have port 80. */
function judge(port: number, host: string) {
  const context = { host: "Marys-Mac.local", port, library, loopbackHosts: new Set<string>() };
  const request = {
    headers: { host },
    socket: { remoteAddress: "192.0.2.7" },
    query: { key: pageKeyOf(library) },
  };
  return judgeAccess(context as unknown as ServerContext, request as unknown as FastifyRequest);
}

test.each([
  [80, "Marys-Mac.local", "pair"],
  [80, "marys-mac.local", "pair"],
  [80, "marys-mac.local:80", "pair"],
  [80, "marys-mac.local:4180", "closed"],
  [4180, "MARYS-MAC.LOCAL:4180", "pair"],
  [4180, "marys-mac.local", "closed"],
  [80, "evil.example", "closed"],
])("at port %i a device that calls %s finds it %s", (port, host, access) => {
  expect(judge(port, host)).toBe(access);
});
