import type { IncomingHttpHeaders } from "node:http";
import { describe, expect, test } from "vitest";
import { openOdailies, type OdailiesOptions } from "../../../src/destinations/odailies/open-odailies.ts";
import type { OdailiesError } from "../../../src/domain/errors.ts";
import type { RetryNotice } from "../../../src/net/retry.ts";
import { never, QUICK_RETRY, rejection, testClient } from "../../support/net-client.ts";
import { hashesOf } from "../../support/net-hasher.ts";
import { type OdailiesServer, PORTAL_PAGE, startOdailiesServer } from "../../support/net-odailies-server.ts";
import { PROJECT, startTestServer } from "../../support/server-fixture.ts";
import { outgoingFile, testBytes, transfer } from "../../support/net-outgoing-file.ts";
import { startServer } from "../../support/net-server.ts";

const MIB = 1024 * 1024;

function open(server: OdailiesServer, overrides: Partial<OdailiesOptions> = {}) {
  const { api, project, token } = server;
  const retry = { policy: QUICK_RETRY };
  return openOdailies({ api, project, token, apiVersion: "auto", http: testClient(), retry, ...overrides });
}

/** Everything that a person or a log could get to see of an error. */
function everythingOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = Object.fromEntries(
    Object.getOwnPropertyNames(error).map((key) => [key, Reflect.get(error, key) as unknown]),
  );
  return JSON.stringify(own) + everythingOf(error.cause ?? "");
}

const paths = (server: OdailiesServer) => server.apiRequests.map(({ method, path }) => `${method} ${path}`);

describe("names", () => {
  test("label and id tell project and host, never the token", async () => {
    const server = await startOdailiesServer();
    const destination = open(server, { api: "https://odailies.com", project: "p1" });
    expect(destination.label).toBe("o/DAILIES project p1 at https://odailies.com");
    expect(destination.id).toBe("odailies-odailies.com-p1");
    expect(open(server).id).toMatch(/^[A-Za-z0-9._-]+$/);
  });

  test("the local library keeps its id although its port changes", async () => {
    const server = await startOdailiesServer();
    const one = open(server, { name: "local", api: "http://127.0.0.1:1", project: "p" });
    const two = open(server, { name: "local", api: "http://127.0.0.1:2", project: "p" });
    expect(one.id).toBe(two.id);
  });
});

describe("plain http to another machine", () => {
  const api = "http://dailies.example";

  test("is refused before the token goes there", async () => {
    const server = await startOdailiesServer();
    expect(() => open(server, { api })).toThrow(/http:\/\/dailies\.example is not encrypted/);
    expect(() => open(server, { api, insecure: true })).not.toThrow();
  });

  test("is refused where a service hands it out for uploads", async () => {
    const server = await startOdailiesServer();
    const url = "http://storage.dailies.test/a?X-Goog-Signature=s3cret";
    server.fail(/upload/, { status: 200, body: JSON.stringify({ url }) }, 100);
    const error = await rejection(open(server).send(await outgoingFile(testBytes(9)), transfer()));
    expect(error).toMatchObject({
      code: "reply_not_understood",
      hint: expect.stringContaining("--insecure"),
    });
    expect(everythingOf(error)).not.toContain("s3cret");
  });

  test("is refused where a storage redirects to it", async () => {
    const server = await startOdailiesServer();
    server.fail(/PUT/, { status: 307, headers: { location: "http://region.dailies.test/a" } }, 100);
    const error = await rejection(open(server).send(await outgoingFile(testBytes(9)), transfer()));
    expect(error).toMatchObject({ code: "reply_not_understood" });
  });
});

describe("open", () => {
  test("a refused token", async () => {
    const server = await startOdailiesServer();
    const error = await rejection(open(server, { token: "wrong+token" }).open(never));
    expect(error).toMatchObject({ code: "token_refused", retryable: false });
    expect(everythingOf(error)).not.toMatch(/wrong\+token|wrong%2Btoken/);
  });

  test("a token that may not read", async () => {
    const server = await startOdailiesServer();
    server.permissions.delete("Read");
    const error = await rejection(open(server).open(never));
    expect(error).toMatchObject({ code: "permission_missing", message: expect.stringContaining("Read") });
  });

  test("a project that is not there", async () => {
    const server = await startOdailiesServer();
    expect(await rejection(open(server, { project: "nowhere" }).open(never))).toMatchObject({
      code: "project_not_found",
    });
  });

  test("a captive portal, told within two tries even if the run would wait all night", async () => {
    const server = await startOdailiesServer();
    server.fail(/./, { status: 200, body: PORTAL_PAGE, headers: { "content-type": "text/html" } }, 100);
    const retry = { policy: { ...QUICK_RETRY, networkAttempts: Number.POSITIVE_INFINITY } };
    const error = await rejection(open(server, { apiVersion: "v1", retry }).open(never));
    expect(error).toMatchObject({
      code: "destination_unreachable",
      message: expect.stringContaining("captive portal"),
    });
    expect(paths(server).filter((path) => path.includes("/v1/"))).toHaveLength(2);
  });

  test("JSON that is not the API's", async () => {
    const server = await startOdailiesServer();
    server.fail(/v1/, {
      status: 200,
      body: '{"hello":"world"}',
      headers: { "content-type": "application/json" },
    });
    expect(await rejection(open(server).open(never))).toMatchObject({ code: "reply_not_understood" });
  });

  test("half an answer", async () => {
    const server = await startOdailiesServer();
    server.fail(/v1/, {
      status: 200,
      body: '{"data":[{"na',
      headers: { "content-type": "application/json" },
    });
    expect(await rejection(open(server).open(never))).toMatchObject({ code: "reply_not_understood" });
  });
});

describe("list", () => {
  async function withClips() {
    const server = await startOdailiesServer();
    server.clips.set("A001C001", {
      scene: "1",
      circled: true,
      reelName: "A001",
      lens: "Cooke",
      focalLength: 35,
      shot: "",
    });
    server.clips.set("Größe 2", { rating: 3, whitePointKelvin: 5600 });
    return server;
  }
  const expected = new Map([
    [
      "A001C001",
      {
        name: "A001C001",
        metadata: { scene: "1", circled: true, reelName: "A001", lens: "Cooke", focalLength: 35 },
      },
    ],
    ["Größe 2", { name: "Größe 2", metadata: { rating: 3, whitePointKelvin: 5600 } }],
  ]);

  test("auto asks both versions and merges them", async () => {
    const server = await withClips();
    expect(await open(server).list(never)).toEqual(expected);
    expect(paths(server).sort()).toEqual([
      "GET /api/v1/clips/northern%20lights/tok%2Fen%2B5f1d7c",
      "GET /api/v2/clips/northern%20lights/tok%2Fen%2B5f1d7c",
    ]);
  });

  test("auto does with v1 where there is no v2, and with v2 where there is no v1", async () => {
    const server = await withClips();
    server.versions.delete("v2");
    expect(await open(server).list(never)).toEqual(expected);
    server.versions.add("v2").delete("v1");
    expect((await open(server).list(never)).get("A001C001")?.metadata).toEqual({
      scene: "1",
      circled: true,
      reelName: "A001",
    });
  });

  test.each(["v1", "v2"] as const)("%s asks that version alone", async (apiVersion) => {
    const server = await withClips();
    expect((await open(server, { apiVersion }).list(never)).size).toBe(2);
    expect(paths(server)).toEqual([`GET /api/${apiVersion}/clips/northern%20lights/tok%2Fen%2B5f1d7c`]);
  });

  test("a passing fault is tried again, and told", async () => {
    const server = await withClips();
    server.fail(/v1/, { status: 503, headers: { "retry-after": "0" } });
    server.fail(/v2/, { resetAfterBytes: 0 });
    const notices: RetryNotice[] = [];
    const retry = { policy: QUICK_RETRY, onRetry: (notice: RetryNotice) => notices.push(notice) };
    expect(await open(server, { retry }).list(never)).toEqual(expected);
    expect(notices.map(({ reason }) => reason).sort()).toEqual(["busy", "network"]);
    expect(JSON.stringify(notices)).not.toContain("5f1d7c");
  });

  test("a server that stays down is unreachable", async () => {
    const server = await withClips();
    server.fail(/./, { status: 500, body: '{"error":{"message":"db at /clips/p/tok/en+5f1d7c"}}' }, 100);
    const error = await rejection(open(server).list(never));
    expect(error).toMatchObject({ code: "destination_unreachable", retryable: true });
    expect(everythingOf(error)).not.toContain("5f1d7c");
  });
});

describe("sendFile", () => {
  test("signs, sends, checks, and gives a receipt", async () => {
    const server = await startOdailiesServer();
    const bytes = testBytes(MIB + 11);
    const steps: number[] = [];
    const file = await outgoingFile(bytes, { clipName: "A001C001" });
    const receipt = await open(server).send(file, transfer({ onProgress: (done) => steps.push(done) }));
    const hashes = hashesOf(bytes);
    expect(receipt).toMatchObject({
      role: "graded",
      key: "_graded/A001C001.mp4",
      bytes: bytes.length,
      ...hashes,
      action: "encode",
    });
    expect(receipt.etag).toBe(`"${hashes.md5}"`);
    expect(new Date(receipt.sentAt).toISOString()).toBe(receipt.sentAt);
    expect(server.files.get("_graded/A001C001.mp4")).toEqual({ bytes: bytes.length, md5: hashes.md5 });
    expect(steps.at(-1)).toBe(bytes.length);
  });

  test.each([
    ["graded", "_graded/Größe 1#ü%.mp4"],
    ["log", "_log/Größe 1#ü%.mp4"],
    ["thumbnail", "_thumbnails/Größe 1#ü%.jpg"],
    ["ale", "Größe 1#ü%.ale"],
  ] as const)("%s arrives as %s, encoded exactly once", async (role, key) => {
    const server = await startOdailiesServer();
    await open(server).send(await outgoingFile(testBytes(9), { role, clipName: "Größe 1#ü%" }), transfer());
    expect([...server.files.keys()]).toEqual([key]);
    expect(server.apiRequests[0]?.path).toContain("Gr%C3%B6%C3%9Fe%201%23%C3%BC%25.");
    expect(server.apiRequests[0]?.path).not.toContain("%25C3");
  });

  test("the token is never sent to the storage", async () => {
    const server = await startOdailiesServer();
    await open(server).send(await outgoingFile(testBytes(9)), transfer());
    expect(JSON.stringify(server.storageRequests)).not.toContain("5f1d7c");
    expect(server.storageRequests[0]?.headers).not.toHaveProperty("authorization");
    expect(Object.keys(server.storageRequests[0]?.headers ?? {}).sort()).toEqual([
      "connection",
      "content-length",
      "content-type",
      "host",
      "user-agent",
    ]);
  });

  test.each([
    [
      "403",
      { status: 403, body: "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>" },
    ],
    ["Google's 400", { status: 400, body: "<Error><Code>ExpiredToken</Code></Error>" }],
    ["403 while the file is still being sent", { status: 403, early: true as const }],
  ])("a signature that ran out (%s) is replaced and the file starts over", async (_what, fault) => {
    const server = await startOdailiesServer();
    server.fail(/PUT/, fault);
    const bytes = testBytes(3 * MIB);
    const receipt = await open(server).send(await outgoingFile(bytes), transfer());
    expect(receipt).toMatchObject(hashesOf(bytes));
    expect(server.apiRequests).toHaveLength(2);
    const [first, second] = server.storageRequests;
    expect(first?.path).not.toBe(second?.path);
  });

  test("a signature that is refused every time is signed again a few times; neither it nor the token is told", async () => {
    const server = await startOdailiesServer();
    const body =
      "<Error><Code>SignatureDoesNotMatch</Code><StringToSign>X-Goog-Signature=1</StringToSign></Error>";
    server.fail(/PUT/, { status: 403, body }, 100);
    const error = await rejection(open(server).send(await outgoingFile(testBytes(9)), transfer()));
    expect(error).toMatchObject({ code: "upload_failed", retryable: true });
    expect((error as OdailiesError).message).toContain("SignatureDoesNotMatch");
    expect(server.storageRequests).toHaveLength(QUICK_RETRY.attempts);
    expect(new Set(server.storageRequests.map(({ path }) => path)).size).toBe(QUICK_RETRY.attempts);
    expect(everythingOf(error)).not.toMatch(/X-Goog|5f1d7c/);
  });

  test.each([
    ["503", { status: 503 }],
    ["429 with Retry-After", { status: 429, headers: { "retry-after": "0" } }],
    ["a reset after 1 MiB", { resetAfterBytes: MIB }],
    ["a digest that differs", { addHeaders: { "x-goog-hash": "md5=AAAAAAAAAAAAAAAAAAAAAA==" } }],
    ["a length that differs", { addHeaders: { "x-goog-stored-content-length": "7" } }],
  ])("%s is tried again with a new signature", async (_what, fault) => {
    const server = await startOdailiesServer();
    server.fail(/PUT/, fault);
    const bytes = testBytes(4 * MIB);
    await expect(open(server).send(await outgoingFile(bytes), transfer())).resolves.toMatchObject(
      hashesOf(bytes),
    );
    expect(server.apiRequests).toHaveLength(2);
    expect(server.storageRequests).toHaveLength(2);
  });

  test("a store that keeps other bytes every time is an error", async () => {
    const server = await startOdailiesServer();
    server.fail(
      /PUT/,
      { addHeaders: { "x-goog-hash": "", etag: '"00000000000000000000000000000000"' } },
      100,
    );
    const error = await rejection(open(server).send(await outgoingFile(testBytes(9)), transfer()));
    expect(error).toMatchObject({ code: "upload_failed", message: expect.stringContaining("MD5") });
    expect(server.storageRequests).toHaveLength(QUICK_RETRY.attempts);
  });

  test("a stalled transfer is given up and tried again", async () => {
    const server = await startOdailiesServer();
    server.fail(/PUT/, { stopReadingAfterBytes: MIB });
    const http = testClient({ stallTimeoutMs: 1000, replyTimeoutMs: 1000 });
    await open(server, { http }).send(await outgoingFile(testBytes(30 * MIB)), transfer());
    expect(server.storageRequests).toHaveLength(2);
  });

  test("a portal in front of the storage delivers nothing", async () => {
    const server = await startOdailiesServer();
    server.fail(/PUT/, { status: 200, body: PORTAL_PAGE }, 100);
    const error = await rejection(open(server).send(await outgoingFile(testBytes(9)), transfer()));
    expect(error).toMatchObject({
      code: "destination_unreachable",
      message: expect.stringContaining("captive portal"),
    });
  });

  test.each([
    ["a redirect by another scheme", { status: 307, headers: { location: "https://elsewhere.test/x" } }],
    ["a redirect with a login in it", { status: 308, headers: { location: "http://me:pw@127.0.0.1:1/x" } }],
    ["413", { status: 413 }],
  ])("%s is not taken for delivered", async (_what, fault) => {
    const server = await startOdailiesServer();
    server.fail(/PUT/, fault, 100);
    const error = await rejection(open(server).send(await outgoingFile(testBytes(9)), transfer()));
    expect(error).toMatchObject({ code: "upload_failed", retryable: false });
    expect((error as OdailiesError).message).toContain(`(${fault.status})`);
    expect(server.storageRequests).toHaveLength(1);
  });

  test("a store that redirects to its region is followed once, with the file and nothing else", async () => {
    const server = await startOdailiesServer();
    const bytes = testBytes(3 * MIB);
    let seen: IncomingHttpHeaders = {};
    const store = await startServer((request, response) => {
      seen = request.headers;
      let size = 0;
      request.on("data", (chunk: Buffer) => (size += chunk.length));
      request.on("end", () => response.writeHead(size === bytes.length ? 200 : 400).end());
    });
    const elsewhere = `${store.replace("127.0.0.1", "localhost")}/region?X-Goog-Signature=1`;
    server.fail(/PUT/, { status: 307, early: true, headers: { location: elsewhere } });
    const receipt = await open(server).send(await outgoingFile(bytes), transfer());
    expect(receipt).toMatchObject(hashesOf(bytes));
    expect(seen["content-length"]).toBe(String(bytes.length));
    expect(Object.keys(seen).sort()).toEqual([
      "connection",
      "content-length",
      "content-type",
      "host",
      "user-agent",
    ]);
  });

  test("a store that redirects in a ring is not followed for ever", async () => {
    const server = await startOdailiesServer();
    server.fail(/PUT/, { status: 307, headers: { location: `${server.storage}/bucket/again` } }, 100);
    const error = await rejection(open(server).send(await outgoingFile(testBytes(9)), transfer()));
    expect((error as OdailiesError).message).toContain("redirects");
    expect(server.storageRequests).toHaveLength(2);
  });

  test("a store that has the whole file and says nothing is not sent it again once the clip shows", async () => {
    const server = await startOdailiesServer();
    const http = testClient({ replyTimeoutMs: 50 });
    const destination = open(server, { http });
    await destination.open(never);
    server.fail(/PUT/, { neverAnswer: true }, 100);
    const bytes = testBytes(2 * MIB);
    const file = await outgoingFile(bytes, { clipName: "LATE" });
    server.observe(({ method, bytes: arrived }) => {
      if (method === "PUT" && arrived === bytes.length) server.clips.set("LATE", {});
    });
    expect(await destination.send(file, transfer())).toMatchObject({
      key: "_graded/LATE.mp4",
      ...hashesOf(bytes),
    });
    expect(server.storageRequests).toHaveLength(1);
  });

  test("a clip that was there before proves nothing: its file is sent again", async () => {
    const server = await startOdailiesServer();
    server.clips.set("LATE", {});
    const destination = open(server, { http: testClient({ replyTimeoutMs: 50 }) });
    await destination.open(never);
    server.fail(/PUT/, { neverAnswer: true });
    await destination.send(await outgoingFile(testBytes(9), { clipName: "LATE" }), transfer());
    expect(server.storageRequests).toHaveLength(2);
  });

  test("an address to upload to that is no http URL is refused", async () => {
    const server = await startOdailiesServer();
    server.fail(/upload/, { status: 200, body: '{"url":"file:///etc/passwd"}' }, 100);
    const error = await rejection(open(server).send(await outgoingFile(testBytes(9)), transfer()));
    expect(error).toMatchObject({ code: "reply_not_understood" });
  });

  test("a token that may not upload", async () => {
    const server = await startOdailiesServer();
    server.permissions.delete("Upload");
    const error = await rejection(open(server).send(await outgoingFile(testBytes(9)), transfer()));
    expect(error).toMatchObject({ code: "permission_missing", message: expect.stringContaining("Upload") });
    expect(server.storageRequests).toEqual([]);
  });

  test("an abort while the store is slow to answer", async () => {
    const server = await startOdailiesServer();
    server.fail(/PUT/, { neverAnswer: true });
    const controller = new AbortController();
    const file = await outgoingFile(testBytes(9));
    const onProgress = () => setImmediate(() => controller.abort("stop"));
    const sending = open(server).send(file, transfer({ signal: controller.signal, onProgress }));
    expect(await rejection(sending)).toBe("stop");
    expect(server.files.size).toBe(0);
  });
});

describe("patchClips", () => {
  test("the documented keys go by v2, the other thirteen by v1", async () => {
    const server = await startOdailiesServer();
    server.clips.set("A001C001", {});
    const metadata = {
      scene: "22",
      reelName: "A001",
      date: "20260422",
      lens: "Cooke",
      whitePointKelvin: 5600,
      fStop: 2.8,
    };
    const report = await open(server).patch([{ name: "A001C001", metadata }], never);
    const [v2, v1] = server.apiRequests;
    expect(v2).toMatchObject({ method: "PATCH", path: expect.stringContaining("/api/v2/clips/") });
    expect(JSON.parse(v2?.body ?? "")).toEqual({
      data: [{ name: "A001C001", scene: "22", reelName: "A001", date: "20260422" }],
    });
    expect(v1).toMatchObject({ method: "PATCH", path: expect.stringContaining("/api/v1/clips/") });
    expect(JSON.parse(v1?.body ?? "")).toEqual({
      data: [{ name: "A001C001", lens: "Cooke", whitepointkelvin: 5600, fStop: 2.8 }],
    });
    expect(report.patched.get("A001C001")).toEqual(metadata);
    expect(server.clips.get("A001C001")).toEqual(metadata);
  });

  test("5,000 clips with fields of both kinds are at most 60 requests", async () => {
    const server = await startOdailiesServer();
    const patches = Array.from({ length: 5000 }, (_, i) => ({
      name: `A001C${i}`,
      metadata: { scene: String(i), take: "1", lens: "Cooke", asa: 800 },
    }));
    for (const { name } of patches) server.clips.set(name, {});
    const report = await open(server).patch(patches, never);
    expect(report.patched.size).toBe(5000);
    expect(server.apiRequests.length).toBeLessThanOrEqual(60);
    expect(server.clips.get("A001C4999")).toEqual({ scene: "4999", take: "1", lens: "Cooke", asa: 800 });
  });

  test("a clip with a bad value is refused alone, in the service's words", async () => {
    const server = await startOdailiesServer();
    const patches = Array.from({ length: 300 }, (_, i) => ({
      name: `C${i}`,
      metadata: { rating: i === 123 ? 99 : 3 },
    }));
    for (const { name } of patches) server.clips.set(name, {});
    const report = await open(server).patch(patches, never);
    expect(report.refused).toEqual([{ name: "C123", message: "C123: rating is 0 to 5" }]);
    expect(report.patched.size).toBe(299);
    expect([...server.clips.values()].filter(({ rating }) => rating === 3)).toHaveLength(299);
  });

  test("a project without v2 gets everything by v1", async () => {
    const server = await startOdailiesServer();
    server.versions.delete("v2");
    server.clips.set("A", {});
    const destination = open(server);
    await destination.open(never);
    const metadata = { scene: "1", libraryPath: "/x", lens: "Cooke" };
    expect((await destination.patch([{ name: "A", metadata }], never)).patched.get("A")).toEqual(metadata);
    expect(server.clips.get("A")).toEqual(metadata);
    expect(paths(server).filter((path) => path.startsWith("PATCH"))).toHaveLength(1);
  });

  test("v2 alone lists what it cannot send", async () => {
    const server = await startOdailiesServer();
    server.clips.set("A", {});
    const report = await open(server, { apiVersion: "v2" }).patch(
      [{ name: "A", metadata: { scene: "1", lens: "Cooke" } }],
      never,
    );
    expect(report.unsupported.get("A")).toEqual(["lens"]);
    expect(server.apiRequests).toHaveLength(1);
  });

  test("a token that may not write", async () => {
    const server = await startOdailiesServer();
    server.permissions.delete("Write");
    const error = await rejection(open(server).patch([{ name: "A", metadata: { scene: "1" } }], never));
    expect(error).toMatchObject({ code: "permission_missing", message: expect.stringContaining("Write") });
  });

  test("a passing fault is tried again", async () => {
    const server = await startOdailiesServer();
    server.clips.set("A", {});
    server.fail(/PATCH/, { status: 502 });
    const report = await open(server).patch([{ name: "A", metadata: { scene: "1" } }], never);
    expect(report.patched.get("A")).toEqual({ scene: "1" });
  });
});

describe("one clip", () => {
  test("comes by the route for one; v1 is listed only where it alone may know more", async () => {
    const server = await startOdailiesServer();
    server.clips.set("A 1", { scene: "22", take: "2", lens: "Cooke" });
    const clip = await open(server).get?.("A 1", never);
    expect(clip).toEqual({ name: "A 1", metadata: { scene: "22", take: "2", lens: "Cooke" } });
    const listings = server.apiRequests.filter(({ path }) => /\/clips\/[^/]+\/[^/]+$/.test(path));
    expect(listings.length).toBeLessThan(2);
    expect(await open(server).get?.("Nope", never)).toBeUndefined();
    expect(await open(server).get?.("..", never)).toBeUndefined();
    expect(open(server, { apiVersion: "v1" }).get).toBeUndefined();
  });

  test("of the embedded server is one small answer, and takes every property by v2", async () => {
    const server = await startTestServer();
    await server.upload("_graded/A001.mp4");
    const paths: string[] = [];
    const client = testClient();
    const http: typeof client = {
      ...client,
      send: (request) => {
        paths.push(`${request.method} ${new URL(request.url).pathname.replace(server.token, "TOKEN")}`);
        return client.send(request);
      },
    };
    const { url: api, token } = server;
    const destination = openOdailies({
      api,
      project: PROJECT,
      token,
      apiVersion: "auto",
      http,
      name: "local",
    });
    const metadata = { scene: "22", lens: "Cooke", asa: 800, whitePointKelvin: 5600, focusDistance: 2.5 };
    const report = await destination.patch([{ name: "A001", metadata }], never);
    expect(report.patched.get("A001")).toEqual(metadata);
    expect(report.unsupported.size).toBe(0);
    expect(await destination.get?.("A001", never)).toEqual({
      name: "A001",
      metadata: { ...metadata, fileSize: 7 },
    });
    expect(paths).toEqual(["PATCH /api/v2/clips/P1/TOKEN", "GET /api/v2/clips/P1/A001/TOKEN"]);
  });
});
