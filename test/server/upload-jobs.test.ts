import { expect, onTestFinished, test, vi } from "vitest";
import { addJob, listJobs } from "../../src/server/library/jobs.ts";
import { openLibrary } from "../../src/server/library/open-library.ts";
import { startUploadJobs } from "../../src/server/upload-jobs.ts";
import { PROJECT } from "../support/server-fixture.ts";
import { tempFolder } from "../support/temp-folder.ts";

const MINUTE_MS = 60_000;

async function startJobs() {
  vi.useFakeTimers({ now: new Date("2026-04-22T08:00:00Z") });
  onTestFinished(() => void vi.useRealTimers());
  const library = openLibrary(await tempFolder());
  onTestFinished(() => library.close());
  return { library, jobs: startUploadJobs(library, () => new Date()) };
}

test("a job ends a quarter of an hour after its last file, and the next file begins another", async () => {
  const { library, jobs } = await startJobs();
  jobs.note(PROJECT);
  vi.advanceTimersByTime(14 * MINUTE_MS);
  jobs.note(PROJECT);
  vi.advanceTimersByTime(14 * MINUTE_MS);
  expect(listJobs(library, PROJECT)).toMatchObject([{ state: "running" }]);
  vi.advanceTimersByTime(MINUTE_MS);
  const done = { state: "done", name: "Ingest of 2 files", finishDate: "2026-04-22T08:14:00.000Z" };
  expect(listJobs(library, PROJECT)).toMatchObject([done]);
  jobs.note(PROJECT);
  expect(listJobs(library, PROJECT)).toMatchObject([done, { state: "running" }]);
  jobs.close();
  expect(listJobs(library, PROJECT)).toMatchObject([done, { state: "done", name: "Ingest of 1 file" }]);
  expect(vi.getTimerCount()).toBe(0);
});

test("a job that cannot be written down stops nobody", async () => {
  const { library, jobs } = await startJobs();
  jobs.note(PROJECT);
  library.database.exec("ALTER TABLE jobs RENAME TO elsewhere");
  expect(() => addJob(library, PROJECT, {}, new Date())).toThrow(/no such table/);
  jobs.note("P2");
  vi.advanceTimersByTime(15 * MINUTE_MS);
  library.database.exec("ALTER TABLE elsewhere RENAME TO jobs");
  jobs.note("P2");
  expect(listJobs(library, "P2")).toMatchObject([{ name: "Ingest of 1 file" }]);
  library.database.exec("ALTER TABLE jobs RENAME TO elsewhere");
  jobs.close();
  expect(vi.getTimerCount()).toBe(0);
});
