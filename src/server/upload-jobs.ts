// A job for each run of uploads: what has come into a project since when, as `odailies jobs list` shows it.
import { addJob, changeJobs } from "./library/jobs.ts";
import type { Library } from "./library/open-library.ts";

/** So long nothing has to come until the next file is of another run. */
const RUN_ENDS_AFTER_MS = 15 * 60_000;

export interface UploadJobs {
  /** A file has arrived. */
  note(project: string): void;
  /** Finishes those that are open: the server ends. */
  close(): void;
}

interface OpenJob {
  readonly id: string;
  files: number;
  lastAt: Date;
  timer: NodeJS.Timeout;
}

export function startUploadJobs(library: Library, clock: () => Date): UploadJobs {
  const open = new Map<string, OpenJob>();
  const finish = (project: string, { id, files, lastAt }: OpenJob) => {
    open.delete(project);
    const fields = { state: "done", name: nameOf(files), finishDate: lastAt.toISOString() };
    changeJobs(library, project, [{ id, fields }]);
  };
  const startTimer = (project: string, job: () => OpenJob) =>
    setTimeout(() => finish(project, job()), RUN_ENDS_AFTER_MS).unref();
  return {
    note: (project) => {
      const now = clock();
      const job = open.get(project);
      if (job) {
        clearTimeout(job.timer);
        job.files++;
        job.lastAt = now;
        job.timer = startTimer(project, () => job);
        return;
      }
      const fields = { name: nameOf(1), state: "running", startDate: now.toISOString() };
      const { id } = addJob(library, project, fields, now);
      const started: OpenJob = { id, files: 1, lastAt: now, timer: startTimer(project, () => started) };
      open.set(project, started);
    },
    close: () => {
      for (const [project, job] of open) {
        clearTimeout(job.timer);
        finish(project, job);
      }
    },
  };
}

function nameOf(files: number): string {
  return `Ingest of ${files} ${files === 1 ? "file" : "files"}`;
}
