import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { WebSocketServer } from "ws";
import { never, rejection, testClient } from "../support/net-client.ts";
import { listen, startServer } from "../support/net-server.ts";

async function startEcho() {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  onTestFinished(() => sockets.close());
  sockets.on("connection", (socket) => {
    socket.on("message", (data: Buffer) => socket.send(`you said ${data.toString()}`));
  });
  return { url: await listen(http), sockets };
}

test("texts go both ways until it is closed, which both ends see", async () => {
  const { url, sockets } = await startEcho();
  const heard: string[] = [];
  const socket = await testClient().openSocket({ url, signal: never, onText: (text) => heard.push(text) });
  socket.send("hello");
  await expect.poll(() => heard).toEqual(["you said hello"]);
  await socket.close();
  expect(socket.isOpen()).toBe(false);
  await expect.poll(() => sockets.clients.size).toBe(0);
  socket.send("too late");
});

test("an aborted signal closes it", async () => {
  const { url, sockets } = await startEcho();
  const stop = new AbortController();
  await testClient().openSocket({ url, signal: stop.signal, onText: () => {} });
  stop.abort("stop");
  await expect.poll(() => sockets.clients.size).toBe(0);
  expect(await rejection(testClient().openSocket({ url, signal: stop.signal, onText: () => {} }))).toBe(
    "stop",
  );
});

test("a server that speaks no WebSocket is named, and may be away for a moment alone", async () => {
  const url = await startServer((_, response) => response.writeHead(404).end());
  const error = await rejection(
    testClient().openSocket({ url: `${url}/secret`, signal: never, onText: () => {} }),
  );
  expect(error).toMatchObject({ code: "destination_unreachable", retryable: true });
  expect(String(error)).not.toContain("secret");
});

test("one that never answers is given up", async () => {
  const http = createServer();
  http.on("upgrade", () => {});
  const url = await listen(http);
  const client = testClient({ stallTimeoutMs: 50 });
  expect(await rejection(client.openSocket({ url, signal: never, onText: () => {} }))).toMatchObject({
    code: "destination_unreachable",
  });
});
