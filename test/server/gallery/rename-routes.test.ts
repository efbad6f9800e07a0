import { expect, test } from "vitest";
import { openForm } from "../../support/gallery-form.ts";
import { PROJECT, startTestServer } from "../../support/server-fixture.ts";

const RENAME = `/clips/${PROJECT}/A001/rename`;
const PROJECT_RENAME = `/projects/${PROJECT}/rename`;

async function startWithClips(...names: string[]) {
  const server = await startTestServer();
  for (const name of names) await server.upload(`_graded/${name}.mp4`, "0123456789");
  return server;
}

test("a clip is renamed once the page has said what is", async () => {
  const server = await startWithClips("A001");
  const question = await server.call("GET", RENAME);
  expect(question.text).toMatch(/name="to"\s+value="A001"/);
  const form = await openForm(server, `${RENAME}?to=%20B-1`);
  expect(form.page.text).toContain("Rename clip A001 to B-1?");
  expect(form.page.text).toContain("<li>_graded/A001.mp4</li>");
  const sent = await form.send();
  expect([sent.status, sent.headers["location"]]).toEqual([303, `/clips/${PROJECT}/B-1`]);
  expect(await server.clip("A001")).toBeUndefined();
  expect(await server.clip("B-1")).toMatchObject({ fileSize: 10 });
});

test("a project is renamed with everything in it", async () => {
  const server = await startWithClips("A001");
  const form = await openForm(server, `${PROJECT_RENAME}?to=Show-2`);
  expect((await form.send()).status).toBe(303);
  expect(server.listProjects()).toEqual([{ id: "Show-2", clipCount: 1 }]);
  expect((await server.call("GET", "/clips/Show-2/A001")).status).toBe(200);
});

const REFUSED = [
  [RENAME, "A002", "There is a clip A002 already."],
  [RENAME, "a002", "There is a clip A002 already."],
  [RENAME, "A001", "There is a clip A001 already."],
  [RENAME, "../x", "holds a slash or backslash"],
  [RENAME, "..", "holds dots alone"],
  [RENAME, "", "is empty"],
  [RENAME, "a\u0000", "holds a control character"],
  [RENAME, "<script>/", "&lt;script&gt;/"],
  [PROJECT_RENAME, "other", "There is a project Other already."],
  [PROJECT_RENAME, "a b", "No project can be called &quot;a b&quot;."],
  [PROJECT_RENAME, "..", "No project can be called"],
] as const;

test("a name that cannot be or is taken is refused with the reason", async () => {
  const server = await startWithClips("A001", "A002");
  server.createToken({ label: "t", read: true, write: false, upload: false, project: "Other" });
  for (const [path, to, reason] of REFUSED) {
    const { status, text } = await server.call("GET", `${path}?to=${encodeURIComponent(to)}`);
    expect(status).toBe(409);
    expect(text).toContain(reason);
    expect(text).toContain(`<a href="${path}">Choose an`);
    expect(text).not.toContain("<script");
  }
});

test("a name that is taken since the page was opened is refused, and one that the page has not shown", async () => {
  const server = await startWithClips("A001");
  const form = await openForm(server, `${RENAME}?to=B001`);
  expect((await form.send({ to: "C001" })).status).toBe(403);
  await server.upload("_graded/B001.mp4", "other");
  const refused = await form.send();
  expect(refused.status).toBe(409);
  expect(refused.text).toContain("There is a clip B001 already.");
  expect(await server.clip("A001")).toBeDefined();
});
