// `odailies jobs list|get|set`: the jobs of a project by hand; they came with version 2 of the API.
import type { JobCalls, RemoteJob } from "../destinations/destination.ts";
import { OdailiesError } from "../domain/errors.ts";
import { renderNote, renderObjects } from "../render/render-result.ts";
import { renderTable, type TableRow } from "../render/render-table.ts";
import { runAction } from "./choose-action.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { isIsoDate } from "./iso-date.ts";
import { setJob } from "./jobs-set.ts";
import { requireJob, withJobs } from "./with-jobs.ts";

const ACTIONS = {
  list: { args: "[--since <date>]", fewestArgs: 0, mostArgs: 0, flags: ["since"], run: listJobs },
  get: { args: "<id>", fewestArgs: 1, mostArgs: 1, flags: [], run: getJob },
  set: {
    args: "<id> key=value… --yes",
    fewestArgs: 2,
    mostArgs: Number.POSITIVE_INFINITY,
    flags: ["yes"],
    run: setJob,
  },
} as const;

async function listJobs(call: CommandCall): Promise<number> {
  const { flags, streams, signal, resolved } = call;
  const since = readSince(flags["since"]);
  const found = await withJobs(call, (calls: JobCalls) => calls.list(since, signal));
  if (resolved.config.json)
    renderObjects(
      "job",
      found.map((job) => ({ job })),
      streams,
    );
  else if (found.length > 0) renderTable(toRows(found), streams);
  else renderNote("There are no jobs.", streams);
  return 0;
}

async function getJob(call: CommandCall): Promise<number> {
  const { args, streams, signal, resolved } = call;
  const [id = ""] = args;
  const job = await withJobs(call, (calls) => requireJob(calls, id, signal));
  if (resolved.config.json) renderObjects("job", [{ job }], streams);
  else
    renderTable(
      Object.entries(job).map(([key, value]) => ({ key, value: cell(value) })),
      streams,
    );
  return 0;
}

function readSince(value: unknown): string | undefined {
  if (value === undefined || (typeof value === "string" && isIsoDate(value))) return value;
  throw new OdailiesError(
    "usage",
    `--since ${JSON.stringify(value)} is not a date with a time and its zone.`,
    {
      hint: "Write it as 2026-04-22T08:00:00Z or 2026-04-22T10:00:00+02:00.",
    },
  );
}

/** First what is known of all jobs, then what else they have, in the order of its appearance. */
function toRows(found: readonly RemoteJob[]): readonly TableRow[] {
  const keys = new Set(found.flatMap((job) => Object.keys(job)));
  const first = ["id", "name", "state", "creationDate", "startDate", "finishDate"].filter((key) =>
    keys.has(key),
  );
  const columns = [...new Set([...first, ...keys])];
  const header = Object.fromEntries(columns.map((column) => [column, column]));
  const rows = found.map((job) => Object.fromEntries(columns.map((column) => [column, cell(job[column])])));
  return [header, ...rows];
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function jobs(call: CommandCall): Promise<number> {
  return runAction("jobs", ACTIONS, call);
}
