import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { METADATA_PROPERTIES } from "../../../src/domain/metadata.ts";
import { addClip } from "../../../src/server/library/clips.ts";
import { openLibrary } from "../../../src/server/library/open-library.ts";
import { PROJECT, startTestServer } from "../../support/server-fixture.ts";

const FULL_V1 = {
  name: "A001C001_220901_R3CK",
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
  reelname: "A001",
  whitepointkelvin: 5600,
  whitepointccshift: -2,
  shutter: 180,
  filter: "BPM 1/8",
  ndfilter: "0.6",
  lens: "Signature 40",
  focallength: 40,
  focusdistance: 2.1,
  asa: 800,
  sensorFps: 48,
  fStop: 2.8,
  tStop: 3.1,
  filesize: 1234,
  librarypath: "day1/A001",
};

async function startWithClip() {
  const server = await startTestServer();
  await server.upload("_graded/A001C001_220901_R3CK.mp4");
  const path = `/api/v1/clips/${PROJECT}/${server.token}`;
  return { server, path };
}

test("every property is stored and given back in v1's own spelling, by clip name", async () => {
  const { server, path } = await startWithClip();
  const patched = await server.call("PATCH", path, { json: { data: [FULL_V1] } });
  expect(patched.status).toBe(200);
  const answer = await server.call("GET", path);
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({ data: { message: { [FULL_V1.name]: FULL_V1 } } });
  expect(Object.keys(FULL_V1)).toHaveLength(Object.keys(METADATA_PROPERTIES).length + 1);
});

test("unknown keys, v2 spellings and null change nothing and cost nothing", async () => {
  const { server, path } = await startWithClip();
  await server.call("PATCH", path, { json: { data: [{ name: FULL_V1.name, scene: "22" }] } });
  const answer = await server.call("PATCH", path, {
    json: { data: [{ name: FULL_V1.name, reelName: "X", mood: "grim", scene: null, take: "2" }] },
  });
  expect(answer.status).toBe(200);
  expect(await server.clip(FULL_V1.name)).toEqual({
    name: FULL_V1.name,
    scene: "22",
    take: "2",
    fileSize: 7,
  });
});

test("a clip may come twice: later values win", async () => {
  const { server, path } = await startWithClip();
  const data = [
    { name: FULL_V1.name, scene: "1", shot: "a" },
    { name: FULL_V1.name, scene: "2" },
  ];
  expect((await server.call("PATCH", path, { json: { data } })).status).toBe(200);
  expect(await server.clip(FULL_V1.name)).toMatchObject({ scene: "2", shot: "a" });
});

test.each([
  [{ take: 1 }, '"take"'],
  [{ circled: "true" }, '"circled"'],
  [{ fps: "25" }, '"fps"'],
  [{ date: "2026-04-22" }, '"date"'],
  [{ filesize: "12" }, '"filesize"'],
])("nothing is coerced: %j is 400 and changes no clip", async (fields, key) => {
  const { server, path } = await startWithClip();
  const data = [
    { name: FULL_V1.name, scene: "22" },
    { name: FULL_V1.name, ...fields },
  ];
  const answer = await server.call("PATCH", path, { json: { data } });
  expect(answer.status).toBe(400);
  expect(answer.json.error.message).toContain(key);
  expect(await server.clip(FULL_V1.name)).not.toHaveProperty("scene");
});

test.each([[{}], [[]], [{ data: {} }], [{ data: ["A"] }], [{ data: [{ scene: "22" }] }], [null]])(
  "the malformed body %j is 400",
  async (json) => {
    const { server, path } = await startWithClip();
    const answer = await server.call("PATCH", path, { json });
    expect(answer.status).toBe(400);
    expect(answer.json.error.message).toMatch(/\.$/);
  },
);

test("values that come before their clip's file wait for it, and the answer says so", async () => {
  const { server, path } = await startWithClip();
  const data = [
    { name: "B001", scene: "1", reelname: "B" },
    { name: FULL_V1.name, scene: "2" },
  ];
  const answer = await server.call("PATCH", path, { json: { data } });
  expect(answer.json.data.message).toBe(
    "Updated 1 clip(s). The values of 1 more wait for the clip's graded file.",
  );
  expect(Object.keys((await server.call("GET", path)).json.data.message)).toEqual([FULL_V1.name]);
  await server.upload("_graded/B001.mp4");
  expect((await server.call("GET", path)).json.data.message).toMatchObject({
    B001: { name: "B001", scene: "1", reelname: "B", filesize: 7 },
  });
});

test.each(["", "x/", "deep/er/"])("the older path %sPROJECT/TOKEN is that of clips", async (before) => {
  const { server, path } = await startWithClip();
  const older = `/api/v1/${before}${PROJECT}/${server.token}`;
  const data = [{ name: FULL_V1.name, scene: "22" }];
  expect((await server.call("PATCH", older, { json: { data } })).json.data.message).toBe(
    "Updated 1 clip(s).",
  );
  const answer = await server.call("GET", older);
  expect(answer.json).toEqual((await server.call("GET", path)).json);
  expect(answer.json.data.message).toMatchObject({ [FULL_V1.name]: { scene: "22" } });
  expect((await server.call("GET", older.replace(server.token, "wrong"))).status).toBe(401);
  expect((await server.call("DELETE", older)).status).toBe(405);
});

test("a project of more clips than are read at once is listed whole", async () => {
  const { server, path } = await startWithClip();
  const library = openLibrary(server.libraryFolder);
  const names = Array.from({ length: 450 }, (_, index) => `B${String(index).padStart(4, "0")}`);
  const folder = join(server.libraryFolder, "projects", PROJECT, "_graded");
  for (const name of names) {
    addClip(library, PROJECT, name, { fileSize: 1 }, new Date());
    await writeFile(join(folder, `${name}.mp4`), "x");
  }
  library.close();
  const answer = await server.call("GET", path);
  expect(Object.keys(answer.json.data.message)).toEqual([FULL_V1.name, ...names]);
  const v2 = await server.call("GET", path.replace("v1", "v2"));
  expect(v2.json.data.map((clip) => clip["name"])).toEqual([FULL_V1.name, ...names]);
});

test("clips with the names of object internals are clips like others", async () => {
  const server = await startTestServer();
  await server.upload("_graded/__proto__.mp4");
  await server.upload("_graded/constructor.mp4");
  const answer = await server.call("GET", `/api/v1/clips/${PROJECT}/${server.token}`);
  expect(Object.keys(answer.json.data.message).sort()).toEqual(["__proto__", "constructor"]);
});

test("jobs are not there in v1", async () => {
  const server = await startTestServer();
  for (const method of ["GET", "PATCH"]) {
    const answer = await server.call(method, `/api/v1/jobs/${PROJECT}/${server.token}`);
    expect(answer.status).toBe(404);
    expect(answer.json.error.message).toBeTypeOf("string");
  }
});
