import { expect, test } from "vitest";
import { METADATA_PROPERTIES } from "../../../src/domain/metadata.ts";
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

test("a PATCH never makes a clip", async () => {
  const { server, path } = await startWithClip();
  const answer = await server.call("PATCH", path, { json: { data: [{ name: "B001", scene: "1" }] } });
  expect(answer.status).toBe(200);
  expect(Object.keys((await server.call("GET", path)).json.data.message)).toEqual([FULL_V1.name]);
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
