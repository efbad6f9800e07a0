// Jobs of a project. Of o/DAILIES' jobs only three dates are documented; the other fields here are this server's own.
import { greatest } from "../../domain/greatest.ts";
import { randomUUID } from "node:crypto";
import type { Library } from "./open-library.ts";
import { writeAtomically } from "./open-library.ts";
import { selectAll } from "./query.ts";

/** What may be changed of a job. Dates are ISO 8601 with a zone. */
export interface JobFields {
  readonly name?: string;
  readonly state?: string;
  readonly startDate?: string;
  readonly finishDate?: string;
}

export interface StoredJob extends JobFields {
  readonly id: string;
  /** ISO 8601 UTC, set by this server. */
  readonly creationDate: string;
}

/** New values for one job; `null` takes a value away. */
export interface JobChange {
  readonly id: string;
  readonly fields: Readonly<Partial<Record<keyof JobFields, string | null>>>;
}

interface JobRow {
  readonly id: string;
  readonly fields: string;
  readonly created_at: string;
}

export function addJob(library: Library, project: string, fields: JobFields, now: Date): StoredJob {
  const job: StoredJob = { id: randomUUID(), creationDate: now.toISOString(), ...fields };
  library.database
    .prepare("INSERT INTO jobs (project, id, fields, created_at) VALUES (?, ?, ?, ?)")
    .run(project, job.id, JSON.stringify(fields), job.creationDate);
  return job;
}

/**
 * Oldest first, those of one moment as they were made. With `since`: those that were created, started or finished
 * then or later.
 */
export function listJobs(library: Library, project: string, since?: Date): StoredJob[] {
  const jobs = selectAll<JobRow>(
    library.database,
    "SELECT id, fields, created_at FROM jobs WHERE project = ? ORDER BY created_at, rowid",
    project,
  ).map(toJob);
  return since === undefined ? jobs : jobs.filter((job) => newestDate(job) >= since.getTime());
}

export function findJob(library: Library, project: string, id: string): StoredJob | undefined {
  const [row] = selectAll<JobRow>(
    library.database,
    "SELECT id, fields, created_at FROM jobs WHERE project = ? AND id = ?",
    project,
    id,
  );
  return row && toJob(row);
}

/** Applies all changes as one write. Gives the ids that exist, sorted; the others are left out. */
export function changeJobs(library: Library, project: string, changes: readonly JobChange[]): string[] {
  return writeAtomically(library, () => {
    const ids: string[] = [];
    for (const change of changes) {
      const job = findJob(library, project, change.id);
      if (!job) continue;
      const { id, creationDate: _, ...fields } = job;
      const merged = Object.entries({ ...fields, ...change.fields }).filter(([, value]) => value !== null);
      library.database
        .prepare("UPDATE jobs SET fields = ? WHERE project = ? AND id = ?")
        .run(JSON.stringify(Object.fromEntries(merged)), project, id);
      ids.push(id);
    }
    return ids.sort();
  });
}

function newestDate(job: StoredJob): number {
  const dates = [job.creationDate, job.startDate, job.finishDate];
  return greatest(dates.map((date) => (date === undefined ? 0 : Date.parse(date))));
}

function toJob(row: JobRow): StoredJob {
  return { id: row.id, creationDate: row.created_at, ...(JSON.parse(row.fields) as JobFields) };
}
