import { expect, onTestFinished, test } from "vitest";
import { startHealth } from "../../src/watch/health.ts";
import { never, testClient } from "../support/net-client.ts";

async function ask(status: "ok" | "trouble", headers: Record<string, string> = {}) {
  const health = await startHealth(0, () => ({ status, waiting: 3 }));
  onTestFinished(() => health.close());
  const reply = await testClient().send({ method: "GET", url: `${health.url}/`, headers, signal: never });
  return { status: reply.status, body: JSON.parse(reply.text) as unknown, url: health.url };
}

test("answers on loopback how the watcher is", async () => {
  const { status, body, url } = await ask("ok");
  expect({ status, body }).toEqual({ status: 200, body: { status: "ok", waiting: 3 } });
  expect(new URL(url).hostname).toBe("127.0.0.1");
});

test("is no success while there is trouble", async () => {
  expect((await ask("trouble")).status).toBe(503);
});

test("tells nothing to a page that calls it by another host name", async () => {
  expect(await ask("ok", { host: "rebound.example:9090" })).toMatchObject({
    status: 403,
    body: { status: "forbidden" },
  });
});

test("a port that is taken is said in words", async () => {
  const { url } = await ask("ok");
  const again = startHealth(Number(new URL(url).port), () => ({ status: "ok" }));
  await expect(again).rejects.toMatchObject({
    code: "usage",
    message: expect.stringContaining("cannot be used"),
  });
});
