import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT, startTestServer } from "../../support/server-fixture.ts";

async function startWithClips(...names: string[]) {
  const server = await startTestServer();
  for (const name of names) await server.upload(`_graded/${name}.mp4`);
  const bulk = `/api/v2/clips/${PROJECT}/${server.token}`;
  const single = (name: string) => `/api/v2/clips/${PROJECT}/${encodeURIComponent(name)}/${server.token}`;
  return { server, bulk, single };
}

const FULL = {
  scene: "22",
  shot: "4",
  take: "1",
  description: "wide",
  circled: true,
  rating: 3,
  inPoint: 1.5,
  camera: "A",
  timecode: "01:00:00:00",
  fps: 23.976,
  date: "20260422",
  duration: 12.5,
  reelName: "A001",
  whitePointKelvin: 5600,
  whitePointCcShift: -2,
  shutter: 180,
  filter: "BPM 1/8",
  ndFilter: "0.6",
  lens: "Signature 40",
  focalLength: 40,
  focusDistance: 2.1,
  asa: 800,
  sensorFps: 48,
  fStop: 2.8,
  tStop: 3.1,
  fileSize: 1234,
  libraryPath: "day1/A001",
};

test("clips are a list sorted by name", async () => {
  const { server, bulk } = await startWithClips("B001", "A002", "A001");
  const answer = await server.call("GET", bulk);
  expect(answer.json.data.map((clip) => clip["name"])).toEqual(["A001", "A002", "B001"]);
});

test("every property is stored in camelCase, and the answer names what was changed", async () => {
  const { server, bulk } = await startWithClips("A001", "A002");
  const data = [
    { name: "A002", scene: "1" },
    { name: "nowhere", scene: "1" },
    { name: "A001", ...FULL },
  ];
  const patched = await server.call("PATCH", bulk, { json: { data } });
  expect(patched.json).toEqual({
    updated: 2,
    projectId: PROJECT,
    names: ["A001", "A002"],
    waiting: ["nowhere"],
  });
  const answer = await server.call("GET", bulk);
  expect(answer.json.data).toEqual([
    { name: "A001", ...FULL },
    { name: "A002", scene: "1", fileSize: 7 },
  ]);
});

test.each([
  ["an unknown key", { mood: "grim" }, "mood"],
  ["v1's spelling", { reelname: "A001" }, "reelname"],
  ["a name of object internals", { constructor: "x" }, "constructor"],
  ["text for a number", { fps: "25" }, "fps"],
  ["a number for text", { take: 1 }, "take"],
  ["text for a yes or no", { circled: "yes" }, "circled"],
  ["text of more than a hundred thousand characters", { description: "x".repeat(100_001) }, "description"],
  ["a list", { scene: ["22"] }, "scene"],
  ["a date with dashes", { date: "2026-04-22" }, "date"],
  ["a date that is not in the calendar", { date: "20260231" }, "date"],
])("%s is 400 with clip and key named, and changes nothing in the batch", async (_what, fields, key) => {
  const { server, bulk } = await startWithClips("A001", "A002");
  const data = [
    { name: "A001", scene: "22" },
    { name: "A002", ...fields },
  ];
  const answer = await server.call("PATCH", bulk, { json: { data } });
  expect(answer.status).toBe(400);
  expect(answer.json.error.message).toContain('"A002"');
  expect(answer.json.error.message).toContain(`"${key}"`);
  expect(await server.clip("A001")).not.toHaveProperty("scene");
});

test("a number too large for a number is 400", async () => {
  const { server, bulk } = await startWithClips("A001");
  const answer = await server.call("PATCH", bulk, {
    body: '{"data":[{"name":"A001","fps":1e999}]}',
    headers: { "Content-Type": "application/json" },
  });
  expect(answer.status).toBe(400);
});

test("a clip twice in one request is 400, in whatever Unicode form", async () => {
  const { server, bulk } = await startWithClips("Caf\u00e9");
  const data = [
    { name: "Caf\u00e9", scene: "1" },
    { name: "Cafe\u0301", shot: "2" },
  ];
  const answer = await server.call("PATCH", bulk, { json: { data } });
  expect(answer.status).toBe(400);
  expect(answer.json.error.message).toContain("Caf\u00e9");
});

test.each([
  ["an unknown key beside data", '{"data":[],"more":1}', "application/json"],
  ["broken JSON", '{"data":[', "application/json"],
  ["no JSON at all", "data=1", "application/x-www-form-urlencoded"],
  ["nothing", "", "application/json"],
])("a body with %s is 400 in the error shape", async (_what, body, type) => {
  const { server, bulk } = await startWithClips("A001");
  const answer = await server.call("PATCH", bulk, { body, headers: { "Content-Type": type } });
  expect(answer.status).toBe(400);
  expect(answer.json).toEqual({ error: { message: expect.any(String) } });
});

test("a body beyond 8 MB is refused in the error shape", async () => {
  const { server, bulk } = await startWithClips("A001");
  const data = [{ name: "A001", description: "x".repeat(9 * 1024 * 1024) }];
  const answer = await server.call("PATCH", bulk, { json: { data } });
  expect(answer.status).toBe(413);
  expect(answer.json).toEqual({ error: { message: expect.any(String) } });
});

test("null takes a value away, for many clips and for one", async () => {
  const { server, bulk, single } = await startWithClips("A001");
  const { name: _, fileSize, ...fields } = { name: "", ...FULL };
  await server.call("PATCH", bulk, { json: { data: [{ name: "A001", ...FULL }] } });
  const nothing = Object.fromEntries(Object.keys(fields).map((key) => [key, null]));
  const { scene: _scene, ...others } = nothing;
  const answer = await server.call("PATCH", bulk, { json: { data: [{ name: "A001", ...others }] } });
  expect(answer.status).toBe(200);
  expect(await server.clip("A001")).toEqual({ name: "A001", scene: "22", fileSize });
  await server.call("PATCH", single("A001"), { json: { scene: null } });
  expect(await server.clip("A001")).toEqual({ name: "A001", fileSize });
});

test("one clip is read and patched by its name in the path, whatever the name holds", async () => {
  const name = "A001 100% ?#&'é-take";
  const { server, single } = await startWithClips(name);
  const camera = { data: [{ camera: "A" }] };
  for (const json of [{ scene: "1" }, { data: { shot: "2" } }, { data: [{ name, take: "3" }] }, camera]) {
    const answer = await server.call("PATCH", single(name), { json });
    expect(answer.json).toEqual({ updated: 1, projectId: PROJECT, names: [name] });
  }
  const answer = await server.call("GET", single(name));
  expect(answer.json).toEqual({
    data: { name, scene: "1", shot: "2", take: "3", camera: "A", fileSize: 7 },
  });
});

const TWO = { data: [{ scene: "1" }, { scene: "2" }] };

test.each([{ mood: 1 }, { name: "B", scene: "1" }, { data: [{ name: "B" }] }, { data: [] }, TWO, [], "text"])(
  "the body %j is 400 for one clip",
  async (json) => {
    const { server, single } = await startWithClips("A001");
    expect((await server.call("PATCH", single("A001"), { json })).status).toBe(400);
  },
);

test("values that come before their clip's file wait for it, and make no clip", async () => {
  const { server, single, bulk } = await startWithClips();
  expect((await server.call("GET", single("A001"))).status).toBe(404);
  const early = [
    { name: "A001", scene: "22", take: "1", circled: true, shot: "x" },
    { name: "A002", scene: "23" },
    { name: "no/clip/ever", scene: "1" },
  ];
  const answer = await server.call("PATCH", bulk, { json: { data: early } });
  expect(answer.json).toEqual({ updated: 0, projectId: PROJECT, names: [], waiting: ["A001", "A002"] });
  const one = await server.call("PATCH", single("A001"), { json: { take: "2", shot: null } });
  expect(one.json).toMatchObject({ updated: 0, waiting: ["A001"] });
  expect((await server.call("GET", bulk)).json).toEqual({ data: [] });
  await server.upload("_log/A001.mp4");
  await server.upload("_graded/A001.mp4");
  const known = { name: "A001", scene: "22", take: "2", circled: true, fileSize: 7 };
  expect((await server.call("GET", bulk)).json).toEqual({ data: [known] });
  await server.call("PATCH", bulk, { json: { data: [{ name: "A001", scene: "24" }] } });
  await server.upload("_graded/A001.mp4");
  expect(await server.clip("A001")).toEqual({ ...known, scene: "24" });
});

test("a clip whose graded file is gone does not show, and is the old one with its file", async () => {
  const { server, single, bulk } = await startWithClips("A001", "AUX", "B001");
  await server.call("PATCH", bulk, { json: { data: [{ name: "A001", scene: "22" }] } });
  const folder = join(server.libraryFolder, "projects", PROJECT, "_graded");
  await rm(join(folder, "A001.mp4"));
  const names = async () => (await server.call("GET", bulk)).json.data.map((clip) => clip["name"]);
  expect(await names()).toEqual(["AUX", "B001"]);
  expect((await server.call("GET", single("A001"))).status).toBe(404);
  expect((await server.call("PATCH", single("A001"), { json: { take: "1" } })).json).toMatchObject({
    updated: 1,
  });
  await server.upload("_graded/A001.mp4");
  expect(await server.clip("A001")).toEqual({ name: "A001", scene: "22", take: "1", fileSize: 7 });
  await rm(folder, { recursive: true });
  expect(await names()).toEqual([]);
});

test("what v2 stores, v1 shows", async () => {
  const { server, bulk } = await startWithClips("A001");
  await server.call("PATCH", bulk, { json: { data: [{ name: "A001", reelName: "R", focalLength: 40 }] } });
  const answer = await server.call("GET", `/api/v1/clips/${PROJECT}/${server.token}`);
  expect(answer.json.data.message.A001).toEqual({
    name: "A001",
    reelname: "R",
    focallength: 40,
    filesize: 7,
  });
});
