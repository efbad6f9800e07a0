import { expect, test } from "vitest";
import { openForm } from "../../support/gallery-form.ts";
import { PROJECT, startTestServer } from "../../support/server-fixture.ts";

const REMOVE = `/clips/${PROJECT}/A001/remove`;

async function startWithClips(...names: string[]) {
  const server = await startTestServer();
  for (const name of names) await server.upload(`_graded/${name}.mp4`, "0123456789");
  return server;
}

test("a clip goes with all that the page has named, and nothing else", async () => {
  const server = await startWithClips("A001", "A002");
  await server.upload("_log/A001.mp4", "log");
  const form = await openForm(server, REMOVE);
  for (const part of ["Remove clip A001?", "<li>_graded/A001.mp4</li>", "<li>_log/A001.mp4</li>"]) {
    expect(form.page.text).toContain(part);
  }
  const sent = await form.send();
  expect([sent.status, sent.headers["location"]]).toEqual([303, "/"]);
  expect(await server.clip("A001")).toBeUndefined();
  expect((await server.files()).filter((file) => file.startsWith("projects"))).toEqual([
    "projects/P1/_graded/A002.mp4",
  ]);
  expect((await form.send()).status).toBe(404);
});

test("what has come since the page was opened is not removed with it", async () => {
  const server = await startWithClips("A001");
  const form = await openForm(server, REMOVE);
  await server.upload("_graded/A001.mp4", "9876543210");
  const refused = await form.send();
  expect(refused.status).toBe(403);
  expect(refused.text).toContain(`<a href="${REMOVE}">Open it again</a>`);
  expect(await server.clip("A001")).toBeDefined();
  expect((await (await openForm(server, REMOVE)).send()).status).toBe(303);
});

test("a project goes with its clips, its files and its tokens", async () => {
  const server = await startWithClips("A001", "A002");
  expect((await server.call("GET", "/")).text).toContain(`href="/projects/${PROJECT}/remove"`);
  const form = await openForm(server, `/projects/${PROJECT}/remove`);
  for (const part of ["2 clips", "2 files, 1 kB", "1 API token for it alone"]) {
    expect(form.page.text).toContain(part);
  }
  expect((await form.send()).status).toBe(303);
  expect(server.listProjects()).toEqual([]);
  expect(server.listTokens()).toEqual([]);
  expect(await server.files()).toEqual([]);
});

test("a clip of the oddest name can go", async () => {
  const name = `<b>"x"'&#1?..é`;
  const server = await startWithClips(name);
  const path = `/clips/${PROJECT}/${encodeURIComponent(name)}/remove`;
  const form = await openForm(server, path);
  expect(form.page.text).not.toContain("<b>");
  expect((await form.send()).status).toBe(303);
  expect(await server.files()).toEqual([]);
});
