import { expect, test } from "vitest";
import { startEditorSource } from "../../support/editor-source.ts";
import { PROJECT } from "../../support/server-fixture.ts";

const READER = { label: "", read: true, write: false, upload: false };

test("the token is needed in Authorization as it is, for every address", async () => {
  const source = await startEditorSource();
  await source.addClip("A001");
  const { id } = await source.entryOf("A001");
  for (const path of [`/file/${id}`, "/media", `/thumbnail?id=${id}&time=0`]) {
    for (const [wrong, status] of [
      ["", 401],
      ["odt_wrong", 401],
      [`Bearer ${source.apiAuthToken}`, 401],
      [source.apiAuthToken.slice(0, -1), 401],
      [`${source.apiAuthToken}x`, 401],
      [source.apiAuthToken.toLowerCase(), 401],
    ] as const) {
      const answer = await source.ask(path, { Authorization: wrong });
      expect(answer.status, `${path} with ${wrong}`).toBe(status);
      expect(answer.text).not.toContain("A001");
    }
    const none = await source.call("GET", `/editor${path}`);
    expect(none.status).toBe(401);
    const inQuery = `${path}${path.includes("?") ? "&" : "?"}auth_token=${source.apiAuthToken}`;
    expect((await source.call("GET", `/editor${inQuery}`)).status).toBe(401);
    const writer = source.createToken({ label: "", read: false, write: true, upload: true });
    expect((await source.ask(path, { Authorization: writer })).status).toBe(403);
  }
});

test("a token ends at once when it is revoked, with the addresses that were given to it", async () => {
  const source = await startEditorSource();
  await source.addClip("A001");
  const { previewUrl } = await source.entryOf("A001");
  expect((await source.call("GET", previewUrl)).status).toBe(200);
  const id = source.listTokens().find(({ label }) => label === "editor")?.id ?? 0;
  source.revokeToken(id);
  expect((await source.ask("/media")).status).toBe(401);
  expect((await source.call("GET", previewUrl)).status).toBe(403);
  // The next one has its number.
  source.createToken({ ...READER, project: PROJECT });
  expect(source.listTokens().some((token) => token.id === id)).toBe(true);
  expect((await source.call("GET", previewUrl)).status).toBe(403);
});

test("a token opens its own project alone, or all", async () => {
  const source = await startEditorSource();
  await source.addClip("A001");
  const nowhere = { Authorization: source.createToken({ ...READER, project: "Empty" }) };
  expect(JSON.parse((await source.ask("/media", nowhere)).text)).toEqual({ total_count: 0, entries: [] });
  const all = { Authorization: source.createToken(READER) };
  expect(JSON.parse((await source.ask("/media", all)).text)).toMatchObject({ total_count: 1 });
});

test("the token is kept for the next start until somebody revokes it", async () => {
  const source = await startEditorSource();
  const request = { ...READER, label: "editor" };
  const first = source.keepToken(request);
  expect(source.keepToken(request)).toEqual(first);
  expect((await source.ask("/media", { Authorization: first.token })).status).toBe(200);
  const { id } = source.listTokens().find(({ label, project }) => label === "editor" && !project)!;
  source.revokeToken(id);
  expect((await source.ask("/media", { Authorization: first.token })).status).toBe(401);
  const second = source.keepToken(request);
  expect(second.token).not.toBe(first.token);
  expect((await source.ask("/media", { Authorization: second.token })).status).toBe(200);
});
