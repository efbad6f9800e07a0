import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  connectRaw,
  eventually,
  md5Of,
  PROJECT,
  putFile,
  putHead,
  startTestServer,
} from "../../support/server-fixture.ts";

const OCTETS = { "Content-Type": "application/octet-stream" };
const codeOf = (xml: string) =>
  /^<\?xml [^>]*\?><Error><Code>(\w+)<\/Code><Message>[^<]+<\/Message><\/Error>$/.exec(xml)?.[1];

describe("a file that arrives", () => {
  test("lies in the library as it was sent, and its digests are the answer", async () => {
    const server = await startTestServer();
    const answer = await server.upload("_graded/A001.mp4", "123456789");
    expect(answer.status).toBe(200);
    expect(answer.headers["etag"]).toBe(`"${md5Of("123456789")}"`);
    const md5 = Buffer.from(md5Of("123456789"), "hex").toString("base64");
    const crc32c = Buffer.from("e3069283", "hex").toString("base64");
    expect(answer.headers["x-goog-hash"]).toBe(`crc32c=${crc32c},md5=${md5}`);
    const path = join(server.libraryFolder, "projects", PROJECT, "_graded", "A001.mp4");
    expect(await readFile(path, "utf8")).toBe("123456789");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(server.events).toEqual([
      { type: "file-received", project: PROJECT, path: "_graded/A001.mp4", sizeBytes: 9, replaced: false },
    ]);
  });

  test("makes a clip only when it is the graded one", async () => {
    const server = await startTestServer();
    await server.upload("_log/A001.mp4");
    await server.upload("_thumbnails/A001.jpg");
    expect(await server.clip("A001")).toBeUndefined();
    await server.upload("_graded/A001.mp4");
    expect(await server.clip("A001")).toEqual({ name: "A001", fileSize: 7 });
  });

  test("tells how long the graded file plays, once it can be read", async () => {
    const seen: string[] = [];
    const server = await startTestServer({
      readMedia: async (video) => {
        seen.push(await readFile(video, "utf8"));
        return seen.length === 1
          ? { durationSeconds: 12.48, width: 1920, height: 1080, audioTracks: [] }
          : undefined;
      },
    });
    await server.upload("_graded/A001.mp4", "a film");
    await server.upload("_log/A001.mp4", "no matter");
    await server.upload("_graded/A002.mp4", "noise");
    expect(seen).toEqual(["a film", "noise"]);
    expect(await server.clip("A001")).toEqual({ name: "A001", fileSize: 6, duration: 12.48 });
    expect(await server.clip("A002")).toEqual({ name: "A002", fileSize: 5 });
  });

  test("replaces its forerunner and keeps what is known of the clip", async () => {
    const server = await startTestServer();
    await server.upload("_graded/A001.mp4", "first");
    await server.call("PATCH", `/api/v2/clips/${PROJECT}/${server.token}`, {
      json: { data: [{ name: "A001", scene: "22" }] },
    });
    await server.upload("_graded/A001.mp4", "second!");
    expect(await server.clip("A001")).toEqual({ name: "A001", scene: "22", fileSize: 7 });
    expect(server.events.at(-1)).toMatchObject({ replaced: true });
    expect((await server.call("GET", `/media/${PROJECT}/_graded/A001.mp4`)).text).toBe("second!");
    expect(await server.files()).toEqual(["projects/P1/_graded/A001.mp4"]);
  });

  test("of many at once for one path, one whole file stays, and it is the one that the library describes", async () => {
    const server = await startTestServer();
    const contents = Array.from({ length: 8 }, (_, index) => String(index).repeat(200_000 + index));
    const url = await server.sign("_graded/A001.mp4");
    const answers = await Promise.all(contents.map((content) => putFile(url, content)));
    expect(answers.map((answer) => answer.status)).toEqual(contents.map(() => 200));
    const stored = (await server.call("GET", `/media/${PROJECT}/_graded/A001.mp4`)).text;
    expect(contents).toContain(stored);
    expect((await server.clip("A001"))?.["fileSize"]).toBe(stored.length);
    expect(await server.files()).toEqual(["projects/P1/_graded/A001.mp4"]);
  });
});

describe("a signature", () => {
  test.each([
    ["of another path", (url: string) => url.replace("A001.mp4", "B001.mp4")],
    ["of another folder", (url: string) => url.replace("_graded", "_log")],
    ["of another project", (url: string) => url.replace("/P1/", "/P2/")],
    ["of another time", (url: string) => url.replace(/expires=(\d+)/, (_, t) => `expires=${Number(t) + 1}`)],
    ["cut short", (url: string) => url.slice(0, -2)],
    ["with more behind it", (url: string) => `${url}zz`],
    ["with more hexadecimal digits behind it", (url: string) => `${url}00`],
    ["in capitals", (url: string) => url.replace(/[0-9a-f]+$/, (hex) => hex.toUpperCase())],
    ["left out", (url: string) => url.replace(/&signature=.*/, "")],
    ["given twice", (url: string) => `${url}&signature=00`],
    ["with a path that leads out", (url: string) => url.replace("_graded/A001.mp4", "..%2F..%2Fx.ale")],
  ])("%s is refused in XML", async (_what, bend) => {
    const server = await startTestServer();
    const answer = await putFile(bend(await server.sign("_graded/A001.mp4")), "x");
    expect(answer.status).toBe(403);
    expect(codeOf(answer.text)).toBe("SignatureDoesNotMatch");
    expect(answer.headers["content-type"]).toContain("application/xml");
    expect(await server.files()).toEqual([]);
  });

  test("holds for its content type alone", async () => {
    const server = await startTestServer();
    const url = await server.sign("_graded/A001.mp4");
    for (const type of ["video/mp4", "application/octet-stream; charset=utf-8", "rubbish"]) {
      const answer = await putFile(url, "x", { "Content-Type": type });
      expect(answer.status).toBe(403);
      expect(codeOf(answer.text)).toBe("SignatureDoesNotMatch");
    }
    const none = await server.call("PUT", url, { body: "x" });
    expect(none.status).toBe(403);
  });

  test("of another library does not hold", async () => {
    const [one, other] = [await startTestServer(), await startTestServer()];
    const url = new URL(await one.sign("_graded/A001.mp4"));
    expect((await putFile(`${other.url}${url.pathname}${url.search}`, "x")).status).toBe(403);
  });

  test("is never repeated in an answer or an event", async () => {
    const server = await startTestServer();
    const url = await server.sign("_graded/A001.mp4");
    const signature = new URL(url).searchParams.get("signature")!;
    for (const headers of [{ Authorization: "Bearer x" }, { "Content-Type": "x/y" }]) {
      expect((await putFile(url, "x", headers)).text).not.toContain(signature);
    }
    expect(JSON.stringify(server.events)).not.toContain(signature);
  });
});

describe("a store's manners", () => {
  test("an Authorization header beside the signature is 400", async () => {
    const server = await startTestServer();
    const url = await server.sign("_graded/A001.mp4");
    const answer = await putFile(url, "x", { Authorization: "Bearer x" });
    expect([answer.status, codeOf(answer.text)]).toEqual([400, "InvalidArgument"]);
  });

  test("a body without Content-Length is 411", async () => {
    const server = await startTestServer();
    const raw = await connectRaw(server.port);
    raw.write(putHead(await server.sign("_graded/A001.mp4"), OCTETS));
    const text = await raw.readUntil("</Error>");
    expect(text).toMatch(/^HTTP\/1\.1 411 [^]*<Code>MissingContentLength</);
    expect(await server.files()).toEqual([]);
  });

  test("a chunked body is 411", async () => {
    const server = await startTestServer();
    const raw = await connectRaw(server.port);
    const url = await server.sign("_graded/A001.mp4");
    raw.write(`${putHead(url, { ...OCTETS, "Transfer-Encoding": "chunked" })}5\r\nhello\r\n0\r\n\r\n`);
    expect(await raw.readUntil("</Error>")).toMatch(/^HTTP\/1\.1 411 [^]*<Code>MissingContentLength</);
    expect(await server.files()).toEqual([]);
  });

  test("an empty file is 400", async () => {
    const server = await startTestServer();
    const answer = await server.upload("_graded/A001.mp4", "");
    expect([answer.status, codeOf(answer.text)]).toEqual([400, "EntityTooSmall"]);
    expect(await server.clip("A001")).toBeUndefined();
  });

  test("methods but PUT are 405", async () => {
    const server = await startTestServer();
    const url = await server.sign("_graded/A001.mp4");
    for (const method of ["GET", "POST", "DELETE", "OPTIONS", "PATCH"]) {
      const answer = await server.call(method, url, method === "GET" ? {} : { body: "x", headers: OCTETS });
      expect([answer.status, answer.headers["allow"]]).toEqual([405, "PUT"]);
      expect(codeOf(answer.text)).toBe("MethodNotAllowed");
    }
  });

  test("a page of another site is refused", async () => {
    const server = await startTestServer();
    const url = await server.sign("_graded/A001.mp4");
    expect((await putFile(url, "x", { Origin: "http://evil.example" })).status).toBe(403);
  });

  test("a file larger than the disk is refused before it is sent", async () => {
    const server = await startTestServer();
    const raw = await connectRaw(server.port);
    const url = await server.sign("_graded/A001.mp4");
    raw.write(putHead(url, { ...OCTETS, "Content-Length": 2 ** 52 }));
    expect(await raw.readUntil("</Error>")).toMatch(/^HTTP\/1\.1 503 [^]*<Code>InsufficientStorage</);
    expect(await server.files()).toEqual([]);
  });

  test("the answer to a refused upload is read although the body is still on its way", async () => {
    const server = await startTestServer();
    const url = (await server.sign("_graded/A001.mp4")).slice(0, -2);
    const answer = await putFile(url, Buffer.alloc(8_000_000));
    expect(answer.status).toBe(403);
  });
});

describe("an upload that ends early", () => {
  test("leaves nothing when the client goes away", async () => {
    const server = await startTestServer();
    const raw = await connectRaw(server.port);
    const url = await server.sign("_graded/A001.mp4");
    raw.write(putHead(url, { ...OCTETS, "Content-Length": 1_000_000 }));
    raw.write(Buffer.alloc(500_000));
    await eventually(async () => (await server.files()).length === 1 || undefined);
    raw.destroy();
    await eventually(async () => (await server.files()).length === 0 || undefined);
    expect(await server.clip("A001")).toBeUndefined();
    expect(server.events).toEqual([]);
  });

  test("leaves the file that was there before", async () => {
    const server = await startTestServer();
    await server.upload("_graded/A001.mp4", "whole");
    const raw = await connectRaw(server.port);
    const url = await server.sign("_graded/A001.mp4");
    raw.write(`${putHead(url, { ...OCTETS, "Content-Length": 100 })}half`);
    await eventually(async () => (await server.files()).length === 2 || undefined);
    raw.destroy();
    await eventually(async () => (await server.files()).length === 1 || undefined);
    expect((await server.call("GET", `/media/${PROJECT}/_graded/A001.mp4`)).text).toBe("whole");
  });

  test("leaves nothing when the server closes", async () => {
    const server = await startTestServer();
    const raw = await connectRaw(server.port);
    const url = await server.sign("_graded/A001.mp4");
    raw.write(`${putHead(url, { ...OCTETS, "Content-Length": 100 })}half`);
    await eventually(async () => (await server.files()).length === 1 || undefined);
    await server.close();
    expect(await server.files()).toEqual([]);
  });

  test("takes no byte beyond its length into the file", async () => {
    const server = await startTestServer();
    const raw = await connectRaw(server.port);
    const url = await server.sign("_graded/A001.mp4");
    raw.write(`${putHead(url, { ...OCTETS, "Content-Length": 5 })}helloGET / HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(await raw.readUntil("\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 /);
    expect((await server.call("GET", `/media/${PROJECT}/_graded/A001.mp4`)).text).toBe("hello");
  });
});
