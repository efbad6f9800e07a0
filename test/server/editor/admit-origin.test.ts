import { expect, test } from "vitest";
import { EDITOR_PAGE, startEditorSource } from "../../support/editor-source.ts";

const CALL = { Origin: EDITOR_PAGE };
const PREFLIGHT = {
  ...CALL,
  "Access-Control-Request-Method": "GET",
  "Access-Control-Request-Headers": "authorization,content-type",
};

/** What a browser reads of an answer. */
function allowed(headers: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.startsWith("access-control") || name === "vary"),
  );
}

const GRANTED = {
  "access-control-allow-origin": EDITOR_PAGE,
  "access-control-allow-headers": "authorization, content-type, range",
  "access-control-expose-headers": "accept-ranges, content-length, content-range, etag",
  vary: "Origin",
};

test("the editor's page may ask, with a preflight that needs no token", async () => {
  const source = await startEditorSource();
  await source.addClip("A001");
  const { id, previewUrl } = await source.entryOf("A001");
  const paths = [`/file/${id}`, "/media?count=3", `/thumbnail?id=${id}&time=0`, "/callback", "/nothing"];
  for (const url of [...paths.map((path) => `/editor${path}`), previewUrl]) {
    const preflight = await source.call("OPTIONS", url, { headers: PREFLIGHT });
    expect(preflight, url).toMatchObject({ status: 204, text: "" });
    expect(allowed(preflight.headers)).toEqual({
      ...GRANTED,
      "access-control-allow-methods": "GET, HEAD, POST",
      "access-control-max-age": "600",
    });
  }
  expect(allowed((await source.ask("/media", CALL)).headers)).toEqual(GRANTED);
  const film = await source.call("GET", previewUrl, { headers: { ...CALL, Range: "bytes=0-1" } });
  expect(film.status).toBe(206);
  expect(allowed(film.headers)).toEqual(GRANTED);
  expect(film.headers["cross-origin-resource-policy"]).toBe("cross-origin");
});

test("a page out of the network may ask one in it", async () => {
  const source = await startEditorSource();
  const headers = { ...PREFLIGHT, "Access-Control-Request-Private-Network": "true" };
  const answer = await source.call("OPTIONS", "/editor/media", { headers });
  expect(answer.headers["access-control-allow-private-network"]).toBe("true");
});

test("every refusal can be read by the editor's page", async () => {
  const source = await startEditorSource();
  const refusals = [
    await source.ask("/media", { ...CALL, Authorization: "wrong" }),
    await source.ask("/file/none", CALL),
    await source.ask("/nothing", CALL),
    await source.ask("/media?count=x", CALL),
    await source.call("PUT", "/editor/media", { headers: CALL }),
    await source.call("GET", "/editor/play/P1/_graded/A001.mp4", { headers: CALL }),
    await source.call("POST", "/editor/callback", { headers: CALL, body: "{" }),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([401, 404, 404, 400, 405, 403, 401]);
  for (const answer of refusals) {
    expect(allowed(answer.headers)).toEqual(GRANTED);
    expect(answer.json.error.message).toMatch(/\.$/);
  }
});

const FOREIGN = [
  "https://evil.example",
  "http://editor.example.com",
  "https://editor.example.com:8443",
  "https://editor.example.com.evil.example",
  "https://EDITOR.example.com",
  "https://editor.example.com/",
  "null",
  "*",
  "",
  "http://127.0.0.1:4180",
];

test("no other page may, whatever its token", async () => {
  const source = await startEditorSource();
  await source.addClip("A001");
  const { id, previewUrl } = await source.entryOf("A001");
  for (const origin of FOREIGN) {
    const answers = [
      await source.call("OPTIONS", "/editor/media", { headers: { ...PREFLIGHT, Origin: origin } }),
      await source.ask("/media", { Origin: origin }),
      await source.ask(`/file/${id}`, { Origin: origin }),
      await source.call("GET", previewUrl, { headers: { Origin: origin } }),
      await source.call("POST", "/editor/callback", {
        headers: { Origin: origin, Authorization: "session" },
        json: { type: "project_create", apiAuthToken: source.apiAuthToken },
      }),
    ];
    for (const answer of answers) {
      expect(answer.status, origin).toBe(403);
      expect(allowed(answer.headers)).toEqual({ vary: "Origin" });
      expect(answer.text).not.toContain("A001");
    }
  }
  expect(source.events.filter(({ type }) => type === "editor-event")).toEqual([]);
});

test("several pages may be allowed; nobody is ever allowed credentials, and nobody by a star", async () => {
  const other = "http://localhost:3000";
  const source = await startEditorSource({ origins: [EDITOR_PAGE, other] });
  for (const origin of [EDITOR_PAGE, other]) {
    const { headers } = await source.ask("/media", { Origin: origin });
    expect(headers["access-control-allow-origin"]).toBe(origin);
    expect(headers["access-control-allow-credentials"]).toBeUndefined();
  }
  const backend = await source.ask("/media");
  expect(backend.status).toBe(200);
  expect(backend.headers["access-control-allow-origin"]).toBeUndefined();
});

test("no other part of the server is opened to the editor's page", async () => {
  const source = await startEditorSource();
  await source.addClip("A001");
  for (const path of [`/api/v2/clips/P1/${source.token}`, "/storage/P1/_graded/A001.mp4"]) {
    const answer = await source.call("PUT", path, { headers: CALL, body: "x" });
    expect(answer.status).toBe(403);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  }
  expect((await source.call("GET", `/api/v2/clips/P1/${source.apiAuthToken}`)).status).toBe(200);
  const patch = { data: [{ name: "A001", scene: "1" }] };
  expect(
    (await source.call("PATCH", `/api/v2/clips/P1/${source.apiAuthToken}`, { json: patch })).status,
  ).toBe(403);
});
