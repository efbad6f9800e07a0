import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createKeeping, deliver, describedFile, kitsuAt } from "../../support/kitsu-delivery.ts";
import { type KitsuServer, startKitsuServer } from "../../support/kitsu-server.ts";
import { runFfmpeg } from "../../support/media-sources.ts";
import { never, QUICK_RETRY, rejection } from "../../support/net-client.ts";
import { hashesOf, newHasher } from "../../support/net-hasher.ts";
import { outgoingFile, testBytes, transfer } from "../../support/net-outgoing-file.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const UPLOAD = /POST \/pictures/;
const NGINX_502 = {
  body: "<html><body><h1>502 Bad Gateway</h1></body></html>",
  headers: { "content-type": "text/html" },
};

async function open(server: KitsuServer, own: Readonly<Record<string, unknown>> = {}) {
  const destination = kitsuAt(server, { own });
  await destination.open(never);
  return destination;
}

const uploads = (server: KitsuServer) => server.writes().filter((each) => each.includes("/pictures/")).length;

/** Everything there once, and whole. */
function expectOnce(server: KitsuServer): void {
  expect(server.comments).toHaveLength(1);
  expect(server.previews.map(({ status, original_name }) => [status, original_name])).toEqual([
    ["ready", "A001C001"],
  ]);
}

describe("a movie of 23.976 at 1280x720 in a project of 25 at 1080p", () => {
  async function makeMovie(): Promise<Buffer> {
    const path = join(await tempFolder(), "clip.mp4");
    const source = ["-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=24000/1001:duration=3.003"];
    await runFfmpeg([
      ...source,
      "-frames:v",
      "72",
      "-c:v",
      "libx264",
      "-preset",
      "ultrafast",
      "-pix_fmt",
      "yuv420p",
      path,
    ]);
    return readFile(path);
  }
  const picture = { frameRate: { num: 24_000, den: 1001 }, width: 1280, height: 720, frameCount: 72 };

  test.each(["never", "auto", "always"])(
    "keeps its frames and its size, made anew or not (%s)",
    async (normalize) => {
      const server = await startKitsuServer();
      server.switches.needsMovies = true;
      const destination = await open(server, { normalize });
      const file = await describedFile(await makeMovie(), {}, {}, { picture, seconds: 3.003 });
      await destination.send(file, transfer());
      const [preview] = server.previews;
      expect(preview).toMatchObject({ status: "ready", width: 1280, height: 720 });
      expect(server.movies.get(preview?.id ?? "")).toMatchObject({
        frames: 72,
        isNormalised: normalize === "always",
      });
      expect(server.entities.find(({ type }) => type === "Shot")).toMatchObject({
        ...{ nb_frames: 72, data: { fps: "23.976", resolution: "1280x720" } },
      });
    },
  );

  test("sent by hand, of which nobody knows anything, is left to the server", async () => {
    const server = await startKitsuServer();
    const destination = await open(server);
    await destination.send(await outgoingFile(await makeMovie()), transfer());
    expect([...server.movies.values()]).toMatchObject([{ frames: 75, isNormalised: true }]);
  });
});

describe("a LOG file that joins the comment of its graded file", () => {
  const sendGraded = async () => {
    const server = await startKitsuServer();
    const destination = await open(server);
    await destination.send(await describedFile(testBytes(100), {}), transfer());
    return { server, destination, file: await describedFile(testBytes(200), { role: "log" }) };
  };

  test("is read once, on its way out", async () => {
    const { destination, file } = await sendGraded();
    let reads = 0;
    const counting = () => {
      reads += 1;
      return newHasher();
    };
    const receipt = await destination.send(file, transfer({ newHasher: counting }));
    expect(reads).toBe(1);
    expect(receipt).toMatchObject(hashesOf(testBytes(200)));
  });

  test("and changed since it was checked leaves no preview behind", async () => {
    const { server, destination, file } = await sendGraded();
    await appendFile(file.path, "x");
    expect(await rejection(destination.send(file, transfer()))).toMatchObject({ code: "card_changed" });
    expect(server.previews).toHaveLength(1);
  });
});

describe("an upload that breaks", () => {
  test.each([
    ["in the middle", { resetAfterBytes: 200 }],
    ["after the server has it all", { resetAfterEffect: true }],
    ["because a proxy gave up, while the server went on", { status: 502, ...NGINX_502, afterEffect: true }],
    ["because a proxy gave up before", { status: 504, ...NGINX_502 }],
  ] as const)("%s goes on in the same preview", async (_, fault) => {
    const server = await startKitsuServer();
    const destination = await open(server);
    server.fail(UPLOAD, fault);
    const receipt = await destination.send(await describedFile(testBytes(300_000), {}), transfer());
    expect(receipt.bytes).toBe(300_000);
    expectOnce(server);
    expect(uploads(server)).toBeLessThanOrEqual(2);
  });

  test("goes on in the same preview in the next run", async () => {
    const server = await startKitsuServer();
    const keeping = createKeeping();
    const file = await describedFile(testBytes(300_000), {});
    server.fail(UPLOAD, { resetAfterBytes: 200 }, 3);
    expect(await rejection(deliver(await open(server), file, keeping))).toMatchObject({
      code: "upload_failed",
    });
    await deliver(await open(server), file, keeping);
    expectOnce(server);
  });

  test("because the login has expired is sent again with a new one", async () => {
    const server = await startKitsuServer();
    server.bot.role = "admin";
    const token = JSON.stringify({
      access: server.tokens.issue(server.bot, "access"),
      refresh: server.tokens.issue(server.bot, "refresh"),
    });
    const destination = kitsuAt(server, { token });
    await destination.open(never);
    server.observe((moment, { path }) => {
      if (moment === "before" && path.startsWith("/pictures") && uploads(server) === 1)
        server.tokens.expire();
      return undefined;
    });
    await destination.send(await describedFile(testBytes(300), {}), transfer());
    expectOnce(server);
    expect(uploads(server)).toBe(2);
  });
});

describe("a file that the server does not take", () => {
  test.each([
    ["zou", "MAX_CONTENT_LENGTH"],
    ["nginx", "client_max_body_size"],
  ] as const)("for its size names the limit of %s, and is not sent again", async (by, knob) => {
    const server = await startKitsuServer();
    const destination = await open(server);
    server.switches.largestUpload = { bytes: 10_000, by };
    const error = await rejection(destination.send(await describedFile(testBytes(20_000), {}), transfer()));
    expect(error).toMatchObject({
      code: "upload_failed",
      retryable: false,
      message: expect.stringContaining(knob),
    });
    expect(uploads(server)).toBe(1);
  });

  test("as a movie is a failed clip, and its broken preview makes room for a better file", async () => {
    const server = await startKitsuServer();
    server.switches.needsMovies = true;
    const destination = await open(server);
    const file = await describedFile(testBytes(300), {});
    const keeping = createKeeping();
    expect(await rejection(deliver(destination, file, keeping))).toMatchObject({
      ...{ code: "upload_failed", retryable: false, message: expect.stringContaining("broken") },
    });
    expect((await destination.list(never)).size).toBe(0);
    server.switches.needsMovies = false;
    await deliver(destination, file, keeping);
    expectOnce(server);
    expect(server.previews[0]?.revision).toBe(1);
  });

  test("and takes its preview away is a failed clip with the server's reason, and comes again in the next run", async () => {
    const server = await startKitsuServer();
    const destination = await open(server);
    const [file, keeping] = [await describedFile(testBytes(300), {}), createKeeping()];
    const body = {
      error: true,
      message: "Movie preview normalization failed.",
      data: { reason: "partially written" },
    };
    server.fail(UPLOAD, { status: 500, body: JSON.stringify(body) });
    server.observe((moment, { path }) => {
      if (moment === "before" && path.startsWith("/pictures") && uploads(server) === 1) {
        server.comments[0]!.previews.length = 0;
        server.previews.length = 0;
      }
      return undefined;
    });
    const error = await rejection(deliver(destination, file, keeping));
    expect(error).toMatchObject({
      code: "upload_failed",
      message: expect.stringContaining("partially written"),
    });
    await deliver(destination, file, keeping);
    expectOnce(server);
  });
});

describe("a server with a queue", () => {
  test("has the bytes and works on them: the receipt says so, and asking goes on", async () => {
    const server = await startKitsuServer();
    server.switches.hasQueue = true;
    const destination = await open(server);
    const receipt = await destination.send(await describedFile(testBytes(300), {}), transfer());
    expect(receipt).toMatchObject({ isProcessing: true, bytes: 300 });
    const [preview] = server.previews;
    expect(await destination.readiness?.(receipt, never)).toEqual({ state: "processing" });
    server.finish(preview!, "ready");
    expect(await destination.readiness?.(receipt, never)).toEqual({ state: "ready" });
    server.finish(preview!, "broken");
    expect(await destination.readiness?.(receipt, never)).toMatchObject({ state: "broken" });
    server.previews.length = 0;
    expect(await destination.readiness?.(receipt, never)).toMatchObject({ state: "broken" });
  });

  test("is waited for while it works", async () => {
    const server = await startKitsuServer();
    server.switches.hasQueue = true;
    const destination = await open(server);
    let looks = 0;
    server.observe((moment, { method, path }) => {
      const isLook = moment === "before" && method === "GET" && path.startsWith("/data/preview-files/");
      if (isLook && server.previews[0]?.original_name && (looks += 1) === 3)
        server.finish(server.previews[0], "ready");
      return undefined;
    });
    const receipt = await destination.send(await describedFile(testBytes(300), {}), transfer());
    expect(receipt).not.toHaveProperty("isProcessing");
  });

  test("is waited for until the run is to stop, for the run's own reason", async () => {
    const server = await startKitsuServer();
    server.switches.hasQueue = true;
    const slow = { ...QUICK_RETRY, firstDelayMs: 600_000 };
    const destination = kitsuAt(server, { retry: { policy: slow } });
    await destination.open(never);
    const stop = new AbortController();
    server.observe((moment, { method, path }) => {
      const isLook = moment === "after" && method === "GET" && path.startsWith("/data/preview-files/");
      // Its answer is there by then, and the next look is minutes away.
      if (isLook) setTimeout(() => stop.abort("stop"), 200);
      return undefined;
    });
    const file = await describedFile(testBytes(300), {});
    expect(await rejection(destination.send(file, transfer({ signal: stop.signal })))).toBe("stop");
  });
});
