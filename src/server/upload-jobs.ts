// A job for each run of uploads: what has come into a project since when, as `odailies jobs list` shows it.
import { addJob, changeJobs } from "./library/jobs.ts";
import type { Library } from "./library/open-library.ts";

/** So long nothing has to come until the next file is of another run. */
const RUN_ENDS_AFTER_MS = 15 * 60_000;

/** Neither throws: a job is a note, and where it cannot be written down the files are there all the same. */
export interface UploadJobs {
  /** A file has arrived. */
  note(project: string): void;
  /** Finishes those that are open: the server ends. */
  close(): void;
}

interface OpenJob {
  readonly id: string;
  readonly timer: NodeJS.Timeout;
  files: number;
  lastAt: Date;
}

export function startUploadJobs(library: Library, clock: () => Date): UploadJobs {
  const open = new Map<string, OpenJob>();
  const begin = (project: string, now: Date) => {
    const fields = { name: nameOf(1), state: "running", startDate: now.toISOString() };
    const { id } = addJob(library, project, fields, now);
    const timer = setTimeout(() => finish(project), RUN_ENDS_AFTER_MS).unref();
    open.set(project, { id, timer, files: 1, lastAt: now });
  };
  const finish = (project: string) => {
    const job = open.get(project);
    if (!job) return;
    clearTimeout(job.timer);
    open.delete(project);
    const fields = { state: "done", name: nameOf(job.files), finishDate: job.lastAt.toISOString() };
    tryToWrite(() => changeJobs(library, project, [{ id: job.id, fields }]));
  };
  return {
    note: (project) => {
      const now = clock();
      const job = open.get(project);
      if (!job) return tryToWrite(() => begin(project, now));
      job.files++;
      job.lastAt = now;
      job.timer.refresh();
    },
    close: () => {
      for (const project of open.keys()) finish(project);
    },
  };
}

function tryToWrite(write: () => void): void {
  try {
    write();
  } catch {
    // Out of a timer it would end the program, and out of an upload refuse a file that is in its place already.
  }
}

function nameOf(files: number): string {
  return `Ingest of ${files} ${files === 1 ? "file" : "files"}`;
}
