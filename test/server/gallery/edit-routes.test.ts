import { expect, test } from "vitest";
import { diffMetadata } from "../../../src/metadata/diff-metadata.ts";
import { openForm, sendForm } from "../../support/gallery-form.ts";
import { PROJECT, startTestServer, type TestServer } from "../../support/server-fixture.ts";

const CLIP = `/clips/${PROJECT}/A001`;
const EDIT = `${CLIP}/edit`;

const patch = (server: TestServer, fields: Readonly<Record<string, unknown>>) =>
  server.call("PATCH", `/api/v2/clips/${PROJECT}/${server.token}`, {
    json: { data: [{ name: "A001", ...fields }] },
  });

async function startWithClip(fields: Readonly<Record<string, unknown>> = {}): Promise<TestServer> {
  const server = await startTestServer();
  await server.upload("_graded/A001.mp4", "0123456789");
  await patch(server, fields);
  return server;
}

test("what a person types is stored, an emptied field blanked, the rest left as it is", async () => {
  const server = await startWithClip({
    scene: "22",
    shot: "4",
    circled: true,
    rating: 3,
    description: "a\nb",
    timecode: "01:00:00:00",
  });
  expect((await server.call("GET", CLIP)).text).toContain(`href="${EDIT}"`);
  const form = await openForm(server, EDIT);
  expect(form.fields).toMatchObject({ scene: "22", circled: "true", rating: "3", description: "a\nb" });
  expect(form.fields["timecode"]).toBeUndefined();
  const sent = await form.send({
    scene: "  23A ",
    shot: "",
    circled: undefined,
    rating: "",
    fStop: "2,8",
    reelName: "A001R1",
    description: "a\r\nb",
    "was.description": "a\r\nb",
    timecode: "02:00:00:00",
    libraryPath: "x",
  });
  expect([sent.status, sent.headers["location"], sent.text]).toEqual([303, CLIP, ""]);
  expect(await server.clip("A001")).toEqual({
    name: "A001",
    scene: "23A",
    circled: false,
    fStop: 2.8,
    reelName: "A001R1",
    description: "a\nb",
    timecode: "01:00:00:00",
    fileSize: 10,
  });
  expect(server.events).toContainEqual({ type: "metadata-changed", project: PROJECT, clips: ["A001"] });
});

test("what was typed is a person's word for a later ingest", async () => {
  const server = await startWithClip({ scene: "22", take: "1" });
  await (await openForm(server, EDIT)).send({ scene: "23" });
  const { name: _name, ...remote } = (await server.clip("A001"))!;
  const diff = diffMetadata({
    desired: { scene: "22", take: "2" },
    remote,
    lastSent: { scene: "22", take: "1" },
    onConflict: "keep",
  });
  expect(diff).toEqual({
    patch: { take: "2" },
    kept: [{ property: "scene", ours: "22", theirs: "23" }],
  });
});

test("what has come since the page was opened stays, and is told where it was typed over", async () => {
  const server = await startWithClip({ scene: "22", shot: "4", description: "old" });
  const form = await openForm(server, EDIT);
  await patch(server, { scene: "30", description: "new" });
  const refused = await form.send({ scene: "31", shot: "5" });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain("Scene was changed to “30” since this page was opened.");
  expect(await server.clip("A001")).toMatchObject({ scene: "30", shot: "4", description: "new" });
  // The page that says so keeps what was typed, and takes over what was not.
  expect(refused.text).toMatch(/name="scene"\s+value="31"/);
  expect(refused.text).toContain('<textarea name="description" rows="4">\nnew</textarea>');
  expect((await form.send({ shot: "5" })).status).toBe(303);
  expect(await server.clip("A001")).toMatchObject({ scene: "30", shot: "5", description: "new" });
});

test("a value that cannot be is told, with everything as it was typed", async () => {
  const server = await startWithClip();
  const refused = await (await openForm(server, EDIT)).send({ asa: "many", scene: '"><script>x</script>' });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain("ASA must be a number.");
  expect(refused.text).toMatch(/name="scene"\s+value="&quot;&gt;&lt;script&gt;x/);
  expect(refused.text).not.toContain("<script");
  expect(await server.clip("A001")).toEqual({ name: "A001", fileSize: 10 });
});

test("foreign text is text in every field", async () => {
  const evil = `</textarea><script>alert(1)</script>"'><img src=x onerror=alert(1)>`;
  const server = await startWithClip({ scene: evil, description: `\n${evil}`, camera: evil });
  const form = await openForm(server, EDIT);
  expect(form.page.text).not.toMatch(/<script|<img/);
  expect(form.fields).toMatchObject({ scene: evil, description: `\n${evil}`, camera: evil });
  expect((await form.send()).status).toBe(303);
  expect(await server.clip("A001")).toMatchObject({
    scene: evil,
    description: `\n${evil}`,
    camera: evil,
  });
});

test("an empty form, one of another clip and one that holds too much change nothing", async () => {
  const server = await startWithClip({ scene: "22", circled: true });
  await server.upload("_graded/A002.mp4");
  const form = await openForm(server, EDIT);
  const token = form.fields["token"]!;
  expect((await sendForm(server, EDIT, `token=${token}`)).status).toBe(303);
  expect((await sendForm(server, EDIT, "")).status).toBe(403);
  expect((await sendForm(server, `/clips/${PROJECT}/A002/edit`, `token=${token}`)).status).toBe(403);
  const long = await form.send({ description: "x".repeat(100_001) });
  expect(long.status).toBe(409);
  expect(long.text).toContain("Description is longer than 100000 characters.");
  const huge = await sendForm(server, EDIT, `token=${token}&scene=${"x".repeat(2 * 1024 * 1024)}`);
  expect([huge.status, huge.headers["content-type"]]).toEqual([413, "text/html; charset=utf-8"]);
  expect(huge.text).toContain("more text than a clip can have");
  expect(await server.clip("A001")).toEqual({ name: "A001", scene: "22", circled: true, fileSize: 10 });
});
