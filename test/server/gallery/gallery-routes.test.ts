import { rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pageKeyOf, reachableHosts } from "../../../src/server/gallery/page-access.ts";
import { openLibrary } from "../../../src/server/library/open-library.ts";
import { PROJECT, startTestServer, type TestServer } from "../../support/server-fixture.ts";

async function startWithClip(metadata: Record<string, unknown> = {}, name = "A001"): Promise<TestServer> {
  const server = await startTestServer();
  await server.upload(`_graded/${name}.mp4`, "0123456789");
  await server.call("PATCH", `/api/v2/clips/${PROJECT}/${server.token}`, {
    json: { data: [{ name, ...metadata }] },
  });
  return server;
}

describe("the pages", () => {
  test("list each project's clips with slate, timecode and duration", async () => {
    const server = await startWithClip({
      scene: "22",
      shot: "4",
      take: "7",
      circled: true,
      timecode: "01:02:03:04",
      duration: 83.4,
    });
    const { status, text } = await server.call("GET", "/");
    expect(status).toBe(200);
    for (const part of ["P1", "A001", "01:02:03:04", "1:23", 'class="take circled">7']) {
      expect(text).toContain(part);
    }
    expect(text).toContain(`href="/clips/P1/A001"`);
    expect(text).toContain(`src="/media/P1/_thumbnails/A001.jpg?v=1.0.0"`);
  });

  test("say so when there is nothing yet", async () => {
    const server = await startTestServer();
    expect((await server.call("GET", "/")).text).toContain("No clips yet.");
  });

  test("play a clip, and its LOG where there is one", async () => {
    const server = await startWithClip();
    const graded = await server.call("GET", `/clips/${PROJECT}/A001?source=log`);
    expect(graded.text).toMatch(/<video\s+controls\s+playsinline\s+preload="none"/);
    expect(graded.text).toContain('src="/media/P1/_graded/A001.mp4?v=1.0.0"');
    expect(graded.text).not.toContain("LOG");
    await server.upload("_log/A001.mp4");
    const log = await server.call("GET", `/clips/${PROJECT}/A001?source=log`);
    expect(log.text).toContain('src="/media/P1/_log/A001.mp4?v=1.1.0"');
    expect(log.text).toMatch(/<a href="\/clips\/P1\/A001"\s*>Graded</);
    expect(log.text).toMatch(/<a href="\/clips\/P1\/A001\?source=log"\s+aria-current="true"\s*>LOG</);
  });

  test("lead from clip to clip", async () => {
    const server = await startWithClip();
    await server.upload("_graded/A000.mp4");
    await server.upload("_graded/A002.mp4");
    const { text } = await server.call("GET", `/clips/${PROJECT}/A001`);
    expect(text).toContain('href="/clips/P1/A000"');
    expect(text).toContain('href="/clips/P1/A002"');
  });

  test("are 404 for clips and projects that are not there", async () => {
    const server = await startWithClip();
    for (const path of [
      "/clips/P1/B001",
      "/clips/P2/A001",
      "/clips/P1",
      "/x",
      "/media/P2/_graded/A001.mp4",
    ]) {
      expect((await server.call("GET", path)).status).toBe(404);
    }
  });

  test("show what was typed as text, never as markup", async () => {
    const evil = `<script>alert('1')</script>"onload="x`;
    const name = `A<img src=x onerror=alert(1)>"'&`;
    const server = await startWithClip({ scene: evil, take: evil, timecode: evil, description: evil }, name);
    const path = `/clips/${PROJECT}/${encodeURIComponent(name)}`;
    for (const page of ["/", path]) {
      const { status, text } = await server.call("GET", page);
      expect(status).toBe(200);
      expect(text).not.toMatch(/<script|<img src=x|"onload=|onerror=alert\(1\)>"/);
      expect(text).toContain("A&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
      expect(text).toContain("&lt;script&gt;");
    }
  });

  test("allow no script, no other site and no frame", async () => {
    const server = await startTestServer();
    for (const path of ["/", "/nothing", `/media/${PROJECT}/_graded/A001.mp4`]) {
      const { headers } = await server.call("GET", path);
      const policy = String(headers["content-security-policy"]);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src|unsafe/);
      expect(headers["x-content-type-options"]).toBe("nosniff");
    }
  });
});

describe("who may look", () => {
  test("this machine under its own names", async () => {
    const server = await startWithClip();
    for (const name of ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"]) {
      const headers = { Host: `${name}:${server.port}` };
      expect((await server.call("GET", "/", { headers })).status).toBe(200);
    }
  });

  test("nobody under another name, page and media alike", async () => {
    const server = await startWithClip();
    const hosts = [
      "evil.example",
      `evil.example:${server.port}`,
      "localhost",
      "localhost:1",
      "localhost.evil.example",
    ];
    for (const host of hosts) {
      for (const path of ["/", "/clips/P1/A001", "/media/P1/_graded/A001.mp4", "/x"]) {
        const answer = await server.call("GET", path, { headers: { Host: host } });
        expect(answer.status).toBe(403);
        expect(answer.text).not.toContain("A001");
      }
    }
  });
});

describe("other devices", () => {
  async function startForOthers() {
    const server = await startWithClip();
    const library = openLibrary(server.libraryFolder);
    const key = pageKeyOf(library);
    library.close();
    // As another device calls it; the network between is not what is asked here.
    const host = `${hostname()}:${server.port}`;
    const get = (path: string, headers: Record<string, string> = {}) =>
      server.call("GET", path, { headers: { Host: host, ...headers } });
    return { server, key, get };
  }

  test("see the pages once they have opened the address with the key", async () => {
    const { key, get } = await startForOthers();
    const paired = await get(`/clips/${PROJECT}/A001?key=${key}&source=log`);
    expect([paired.status, paired.headers["location"]]).toEqual([303, `/clips/${PROJECT}/A001`]);
    const cookie = String(paired.headers["set-cookie"]);
    expect(cookie).toMatch(/; Path=\/;.*; HttpOnly; SameSite=Strict$/);
    const headers = { Cookie: `other=1; ${cookie.split(";")[0]}` };
    for (const path of ["/", `/clips/${PROJECT}/A001`, `/media/${PROJECT}/_graded/A001.mp4`]) {
      expect((await get(path, headers)).status).toBe(200);
    }
  });

  test("see nothing without it, and nothing by a name that is not this machine's", async () => {
    const { server, key, get } = await startForOthers();
    for (const path of ["/", `/?key=${key}x`, "/?key=", `/?key=${key}&key=${key}`]) {
      const answer = await get(path, { Cookie: "odailies_page=" });
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain("A001");
    }
    const bent = { Host: `evil.example:${server.port}`, Cookie: `odailies_page=${key}` };
    expect((await get(`/?key=${key}`, bent)).status).toBe(403);
  });

  test("are never led to another host", async () => {
    const { key, get } = await startForOthers();
    const answer = await get(`//evil.example/x?key=${key}`);
    expect(answer.headers["location"] ?? "/").toMatch(/^\/(?!\/)/);
  });

  test("get no address where they cannot reach the server", async () => {
    const { server } = await startForOthers();
    expect(server.pagesForOthers).toEqual([]);
    for (const host of reachableHosts("0.0.0.0")) expect(host).not.toMatch(/^127\.|:/);
    expect(reachableHosts("192.0.2.7")).toEqual(["192.0.2.7"]);
  });
});

describe("media", () => {
  const path = `/media/${PROJECT}/_graded/A001.mp4`;

  test.each([
    ["bytes=2-4", 206, "234", "bytes 2-4/10"],
    ["bytes=7-", 206, "789", "bytes 7-9/10"],
    ["bytes=-2", 206, "89", "bytes 8-9/10"],
    ["bytes=0-99", 206, "0123456789", "bytes 0-9/10"],
    ["bytes=-99", 206, "0123456789", "bytes 0-9/10"],
  ])("Range %s gives its part", async (range, status, text, contentRange) => {
    const server = await startWithClip();
    const answer = await server.call("GET", path, { headers: { Range: range } });
    expect([answer.status, answer.text, answer.headers["content-range"]]).toEqual([
      status,
      text,
      contentRange,
    ]);
    expect(answer.headers["content-type"]).toBe("video/mp4");
  });

  test("a Range beyond the end is 416", async () => {
    const server = await startWithClip();
    const answer = await server.call("GET", path, { headers: { Range: "bytes=10-" } });
    expect([answer.status, answer.headers["content-range"]]).toEqual([416, "bytes */10"]);
  });

  test("without a Range the whole file comes, and says that parts may be asked for", async () => {
    const server = await startWithClip();
    const answer = await server.call("GET", path);
    expect([answer.status, answer.text, answer.headers["accept-ranges"]]).toEqual([
      200,
      "0123456789",
      "bytes",
    ]);
  });

  test("a file that somebody has taken away is 404", async () => {
    const server = await startWithClip();
    await rm(join(server.libraryFolder, "projects", PROJECT, "_graded", "A001.mp4"));
    const answer = await server.call("GET", path);
    expect(answer.status).toBe(404);
    expect(answer.headers["content-type"]).toContain("text/html");
  });

  test("plays under the oddest of names", async () => {
    const name = `-100% "odd" #1?a=b&c;d+é\u4e2d..x`;
    const server = await startWithClip({}, name);
    const page = await server.call("GET", `/clips/${PROJECT}/${encodeURIComponent(name)}`);
    const source = /<video[^]*?src="([^"]+)"/
      .exec(page.text)![1]!
      .replaceAll("&amp;", "&")
      .replaceAll("&#39;", "'");
    expect((await server.call("GET", source)).text).toBe("0123456789");
  });

  test("nothing but media of known clips is served", async () => {
    const server = await startWithClip();
    const paths = [
      "library.db",
      "../../library.db",
      "..%2F..%2Flibrary.db",
      "_graded/..%2f..%2f..%2flibrary.db",
      "_graded",
    ];
    for (const bad of paths) {
      expect((await server.call("GET", `/media/${PROJECT}/${bad}`)).status).toBe(404);
    }
  });
});
