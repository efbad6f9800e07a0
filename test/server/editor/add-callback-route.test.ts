import { expect, test } from "vitest";
import { startEditorSource } from "../../support/editor-source.ts";
import { PROJECT } from "../../support/server-fixture.ts";

const SESSION = { Authorization: "5f1d7c-session" };

async function start() {
  const source = await startEditorSource();
  const tell = (event: object, headers: Record<string, string> = SESSION) =>
    source.call("POST", "/editor/callback", { headers, json: event });
  const told = () => source.events.filter(({ type }) => type === "editor-event");
  const event = (type: string, payload: object = {}) => ({
    type,
    userData: "any",
    apiAuthToken: source.apiAuthToken,
    payload,
  });
  return { source, tell, told, event };
}

test("every published event is taken and told", async () => {
  const { tell, told, event } = await start();
  const thumbnail = "A".repeat(200_000);
  for (const each of [
    event("project_create", { projectId: "p1", thumbnail }),
    event("project_update", { projectId: "p1", thumbnail }),
    event("render_start", { projectId: "p1" }),
    event("render_complete", { projectId: "p1", downloadUrl: "https://bucket.example/x?signature=abc" }),
    event("render_complete", { projectId: 7, error: "disk full" }),
  ]) {
    expect(await tell(each)).toMatchObject({ status: 200, text: "{}" });
  }
  const common = { type: "editor-event", project: PROJECT, error: undefined, editorProject: "p1" };
  expect(told()).toEqual([
    { ...common, what: "project_create" },
    { ...common, what: "project_update" },
    { ...common, what: "render_start" },
    { ...common, what: "render_complete" },
    { ...common, what: "render_complete", editorProject: "7", error: "disk full" },
  ]);
});

test("an event without the token, or of no session, is not taken", async () => {
  const { source, tell, told, event } = await start();
  const good = event("project_create", { projectId: "p1" });
  for (const apiAuthToken of ["", "wrong", undefined, null, 7, { toString: "x" }, [source.apiAuthToken]]) {
    expect((await tell({ ...good, apiAuthToken })).status).toBe(401);
  }
  expect((await tell(good, {})).status).toBe(401);
  const uploader = source.createToken({ label: "", read: false, write: true, upload: true });
  expect((await tell({ ...good, apiAuthToken: uploader })).status).toBe(403);
  expect(told()).toEqual([]);
});

test("an event that is not published yet is taken and passed over", async () => {
  const { tell, told, event } = await start();
  expect((await tell(event("project_export"))).status).toBe(200);
  expect((await tell(event("constructor"))).status).toBe(200);
  expect(told()).toEqual([]);
});

test("what is no event is refused", async () => {
  const { source, tell, told, event } = await start();
  const token = { apiAuthToken: source.apiAuthToken };
  for (const body of [[], "text", 7, null, token, { ...token, type: 7 }]) {
    expect((await tell(body as object)).status, JSON.stringify(body)).toBe(400);
  }
  const post = (body: string) => source.call("POST", "/editor/callback", { headers: SESSION, body });
  expect((await post("{")).status).toBe(400);
  expect((await post("[".repeat(50))).status).toBe(400);
  expect((await post("x".repeat(9_000_000))).status).toBe(413);
  // A payload of the wrong kind says nothing, but the event is one.
  expect((await tell({ ...event("render_start"), payload: [1] })).status).toBe(200);
  expect(told()).toEqual([
    {
      type: "editor-event",
      what: "render_start",
      project: PROJECT,
      editorProject: undefined,
      error: undefined,
    },
  ]);
});
