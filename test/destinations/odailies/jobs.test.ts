import { describe, expect, test } from "vitest";
import { readJob, readJobs } from "../../../src/destinations/odailies/jobs.ts";
import { openOdailies, type OdailiesOptions } from "../../../src/destinations/odailies/open-odailies.ts";
import { never, QUICK_RETRY, rejection, testClient } from "../../support/net-client.ts";
import { startOdailiesServer } from "../../support/net-odailies-server.ts";
import { PROJECT, startTestServer } from "../../support/server-fixture.ts";

function jobsAt(address: Pick<OdailiesOptions, "api" | "project" | "token">) {
  const retry = { policy: QUICK_RETRY };
  return openOdailies({ ...address, apiVersion: "auto", http: testClient(), retry }).jobs!;
}

async function startWithJobs() {
  const server = await startTestServer();
  const first = server.createJob(PROJECT, { name: "Day 1", startDate: "2026-04-22T08:00:00Z" });
  const second = server.createJob(PROJECT, { name: "Day 2", startDate: "2099-04-23T08:00:00Z" });
  const { url: api, token } = server;
  return { first, second, jobs: jobsAt({ api, project: PROJECT, token }) };
}

describe("jobs", () => {
  test("are listed, all of them or those since a date with its zone", async () => {
    const { jobs, first, second } = await startWithJobs();
    expect(await jobs.list(undefined, never)).toEqual([first, second]);
    expect(await jobs.list("2099-01-01T00:00:00+02:00", never)).toEqual([second]);
  });

  test("are read and patched one by one, and no other is touched", async () => {
    const { jobs, first, second } = await startWithJobs();
    await jobs.patch(first.id, { state: "running" }, never);
    expect(await jobs.get(first.id, never)).toEqual({ ...first, state: "running" });
    expect(await jobs.get(second.id, never)).toEqual(second);
    expect(await jobs.get("a/b ?", never)).toBeUndefined();
  });

  test("that refuse a value say why, and are asked once for each spelling of the body", async () => {
    const { jobs, first } = await startWithJobs();
    expect(await rejection(jobs.patch(first.id, { mood: "x" }, never))).toMatchObject({
      code: "metadata_refused",
      message: expect.stringMatching(/unknown key "mood"\.$/),
    });
    expect(await rejection(jobs.patch("none", { state: "x" }, never))).toMatchObject({
      code: "metadata_refused",
    });
  });
});

describe("a PATCH of a job", () => {
  test.each([{ status: 503 }, { resetAfterBytes: 1 }])("is not repeated after %j", async (fault) => {
    const server = await startOdailiesServer();
    server.fail(/PATCH .*jobs/, fault, 10);
    const error = await rejection(jobsAt(server).patch("j1", { state: "x" }, never));
    expect(error).toMatchObject({ code: "destination_unreachable" });
    expect(server.apiRequests).toHaveLength(1);
    expect(String(error)).not.toContain(server.token);
  });

  test("is sent bare where a body under data is refused", async () => {
    const server = await startOdailiesServer();
    server.fail(/PATCH .*jobs/, { status: 400 });
    server.fail(/PATCH .*jobs/, { status: 200, body: "{}" });
    await jobsAt(server).patch("j1", { state: "x" }, never);
    expect(server.apiRequests.map(({ body }) => body)).toEqual(['{"data":{"state":"x"}}', '{"state":"x"}']);
    expect(server.apiRequests[0]?.path).toBe("/api/v2/jobs/northern%20lights/j1/tok%2Fen%2B5f1d7c");
  });
});

test("a service without jobs says so", async () => {
  const server = await startOdailiesServer();
  server.versions.delete("v2");
  const jobs = jobsAt(server);
  expect(await rejection(jobs.list(undefined, never))).toMatchObject({
    code: "usage",
    message: expect.stringContaining("has no jobs"),
  });
  expect(await jobs.get("j1", never)).toBeUndefined();
  const { project, token, api } = server;
  const v1 = openOdailies({ api, project, token, apiVersion: "v1", http: testClient() });
  expect(v1).not.toHaveProperty("jobs");
});

describe("what a service may answer", () => {
  const job = { id: "7", name: "Day 1" };
  test.each([
    [{ data: [job] }],
    [[job]],
    [{ data: { message: [job] } }],
    [{ data: { "7": { name: "Day 1" } } }],
    [{ data: { message: { "7": { name: "Day 1" } } } }],
  ])("%j is a list", (json) => {
    expect(readJobs(json)).toEqual([job]);
  });

  test("an id may be spelled otherwise, or be a number", () => {
    expect(readJobs([{ jobId: "a" }, { _id: 3 }])?.map(({ id }) => id)).toEqual(["a", "3"]);
  });

  test.each([[{ data: [] }], [{ data: {} }], [{ data: null }], [[]]])("%j is no jobs", (json) => {
    expect(readJobs(json)).toEqual([]);
  });

  test.each([undefined, null, "ok", {}, { data: "x" }, { data: [1] }, { hello: {} }])(
    "%j is not a list",
    (json) => {
      expect(readJobs(json)).toBeUndefined();
    },
  );

  test.each([
    [{ data: job }],
    [job],
    [{ data: [job] }],
    [{ data: { message: job } }],
    [{ data: { name: "Day 1" } }],
  ])("%j is a job", (json) => {
    expect(readJob(json, "7")).toEqual(job);
  });

  test.each([undefined, null, "ok", { data: "x" }])("%j is no job", (json) => {
    expect(readJob(json, "7")).toBeUndefined();
  });
});
