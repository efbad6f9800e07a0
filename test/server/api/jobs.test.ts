import { expect, test } from "vitest";
import { handClock, PROJECT, startTestServer } from "../../support/server-fixture.ts";

async function startWithJobs() {
  const clock = handClock("2026-04-22T08:00:00Z");
  const server = await startTestServer({ clock: clock.now });
  const first = server.createJob(PROJECT, { name: "Day 1" });
  clock.forward(3600_000);
  const second = server.createJob(PROJECT, { name: "Day 2", state: "open" });
  const bulk = `/api/v2/jobs/${PROJECT}/${server.token}`;
  const single = (id: string) => `/api/v2/jobs/${PROJECT}/${id}/${server.token}`;
  return { server, first, second, bulk, single };
}

test("jobs are listed oldest first, with their dates", async () => {
  const { server, first, second, bulk } = await startWithJobs();
  const answer = await server.call("GET", bulk);
  expect(answer.json.data).toEqual([
    { id: first.id, creationDate: "2026-04-22T08:00:00.000Z", name: "Day 1" },
    { id: second.id, creationDate: "2026-04-22T09:00:00.000Z", name: "Day 2", state: "open" },
  ]);
});

test("since leaves out what was neither created, started nor finished by then", async () => {
  const { server, first, second, bulk, single } = await startWithJobs();
  const since = async (text: string) =>
    (await server.call("GET", `${bulk}?since=${encodeURIComponent(text)}`)).json.data.map((job) => job["id"]);
  expect(await since("2026-04-22T10:30:00+02:00")).toEqual([second.id]);
  expect(await since("2026-04-22T11:00:00+02:00")).toEqual([second.id]);
  expect(await since("2026-04-22T09:00:01Z")).toEqual([]);
  await server.call("PATCH", single(first.id), { json: { finishDate: "2026-04-23T00:00:00Z" } });
  expect(await since("2026-04-22T09:00:01Z")).toEqual([first.id]);
});

test.each(["yesterday", "2026-04-22", "2026-04-22T10:00:00", "2026-13-45T10:00:00Z", ""])(
  "since=%s is 400",
  async (text) => {
    const { server, bulk, first, single } = await startWithJobs();
    for (const path of [bulk, single(first.id)]) {
      const answer = await server.call("GET", `${path}?since=${encodeURIComponent(text)}`);
      expect(answer.status).toBe(400);
    }
  },
);

test("jobs are patched in bulk and one by one", async () => {
  const { server, first, second, bulk, single } = await startWithJobs();
  const data = [
    { id: first.id, startDate: "2026-04-22T08:30:00Z", state: "running" },
    { id: "none", state: "x" },
  ];
  const answer = await server.call("PATCH", bulk, { json: { data } });
  expect(answer.json).toEqual({ updated: 1, projectId: PROJECT, ids: [first.id] });
  expect((await server.call("GET", single(first.id))).json.data).toMatchObject(data[0]!);
  await server.call("PATCH", single(first.id), { json: { data: { startDate: null } } });
  expect((await server.call("GET", single(first.id))).json.data).not.toHaveProperty("startDate");
  expect((await server.call("GET", single(second.id))).json.data.state).toBe("open");
});

test.each([
  [{ creationDate: "2026-04-22T08:00:00Z" }],
  [{ mood: "x" }],
  [{ startDate: "today" }],
  [{ state: 3 }],
  [{ name: null }],
])("%j is 400 and changes nothing", async (fields) => {
  const { server, first, second, bulk, single } = await startWithJobs();
  const data = [
    { id: second.id, state: "done" },
    { id: first.id, ...fields },
  ];
  expect((await server.call("PATCH", bulk, { json: { data } })).status).toBe(400);
  expect((await server.call("PATCH", single(first.id), { json: fields })).status).toBe(400);
  expect((await server.call("GET", single(second.id))).json.data.state).toBe("open");
});

test("a job twice, or without an id, is 400", async () => {
  const { server, first, bulk } = await startWithJobs();
  const twice = [{ id: first.id }, { id: first.id }];
  expect((await server.call("PATCH", bulk, { json: { data: twice } })).status).toBe(400);
  expect((await server.call("PATCH", bulk, { json: { data: [{ state: "x" }] } })).status).toBe(400);
});

test("a job that is not there is 404", async () => {
  const { server, single } = await startWithJobs();
  expect((await server.call("GET", single("none"))).status).toBe(404);
  expect((await server.call("PATCH", single("none"), { json: { state: "x" } })).status).toBe(404);
});

test("jobs of one moment stay in the order in which they were made", async () => {
  const server = await startTestServer({ clock: () => new Date("2026-04-23T08:00:00Z") });
  const ids = Array.from({ length: 12 }, (_, day) => server.createJob(PROJECT, { name: `Day ${day}` }).id);
  const answer = await server.call("GET", `/api/v2/jobs/${PROJECT}/${server.token}`);
  expect(answer.json.data.map((job) => job["id"])).toEqual(ids);
});

test("a run of uploads is a job, from its first file to the end of the server", async () => {
  const clock = handClock("2026-04-22T08:00:00Z");
  const server = await startTestServer({ clock: clock.now });
  const bulk = `/api/v2/jobs/${PROJECT}/${server.token}`;
  expect((await server.call("GET", bulk)).json.data).toEqual([]);
  await server.upload("_graded/A001.mp4");
  clock.forward(60_000);
  await server.upload("_graded/A002.mp4");
  const [running, ...others] = (await server.call("GET", `${bulk}?since=2026-04-22T07:00:00Z`)).json.data;
  expect(others).toEqual([]);
  expect(running).toMatchObject({ state: "running", startDate: "2026-04-22T08:00:00.000Z" });
  await server.close();
  const next = await startTestServer({ libraryFolder: server.libraryFolder, clock: clock.now });
  await next.upload("_graded/A003.mp4");
  const jobs = (await next.call("GET", bulk)).json.data;
  expect(jobs).toHaveLength(2);
  expect(jobs[0]).toEqual({
    ...running,
    name: "Ingest of 2 files",
    state: "done",
    finishDate: "2026-04-22T08:01:00.000Z",
  });
});
