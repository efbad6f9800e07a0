import { expect, test } from "vitest";
import { makeReply } from "../../src/net/http-reply.ts";
import { findMove } from "../../src/net/moved-service.ts";
import { never, rejection, testClient } from "../support/net-client.ts";
import { startServer } from "../support/net-server.ts";

const PATH = "/api/v1/clips/p/s3cret";

async function ask(status: number, location: string, path = PATH) {
  const url = await startServer((_request, response) => {
    response.writeHead(status, { location, "content-type": "text/html" }).end("<html>Moved</html>");
  });
  return testClient().send({ method: "GET", url: `${url}${path}`, signal: never });
}

test.each([
  [301, `https://www.odailies.test${PATH}`, "https://www.odailies.test"],
  [308, `https://odailies.test/new${PATH}?x=1`, "https://odailies.test/new"],
])("a permanent redirect (%i) to the same path elsewhere is a move, and is told", async (status, to, api) => {
  const error = await rejection(ask(status, to));
  expect(error).toMatchObject({
    ...{ code: "reply_not_understood", retryable: false, hint: `Give --api ${api}.` },
    message: expect.stringMatching(`has moved to ${api}\\.$`),
  });
  expect(JSON.stringify(error) + String(error)).not.toContain("s3cret");
});

test.each([
  ["for now", 302, `https://www.odailies.test${PATH}`],
  ["for now, by the same method", 307, `https://www.odailies.test${PATH}`],
  ["to a page", 301, "https://login.hotel.test/?to=/api/v1/clips"],
  ["without a path", 308, "https://www.odailies.test/"],
  ["with a login in it", 301, `https://user:word@www.odailies.test${PATH}`],
  ["on the same host", 301, PATH],
])("a redirect %s is none", async (_, status, location) => {
  expect((await ask(status, location)).status).toBe(status);
});

test("a move to an unencrypted address is not advised", () => {
  const reply = makeReply(301, { location: `http://www.odailies.test${PATH}` }, "", "odailies.test");
  expect(findMove(new URL(`https://odailies.test${PATH}`), reply)).toBeUndefined();
});
