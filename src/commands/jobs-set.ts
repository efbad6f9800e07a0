// `odailies jobs set <id> key=value… --yes`: the only place where a job is ever changed.
import type { JobCalls, RemoteJob } from "../destinations/destination.ts";
import { OdailiesError } from "../domain/errors.ts";
import { renderNote, renderObjects } from "../render/render-result.ts";
import { renderWarning } from "../render/render-warning.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { isIsoDate } from "./iso-date.ts";
import { type Assignment, readAssignments } from "./read-assignments.ts";
import { requireJob, withJobs } from "./with-jobs.ts";

type JobValue = string | number | boolean;

/** Without `--yes` it shows old → new, sends nothing and throws `usage`. */
export async function setJob(call: CommandCall): Promise<number> {
  const [id = "", ...words] = call.args;
  const assignments = readAssignments(words);
  return withJobs(call, (jobs) => patchJob(jobs, id, assignments, call));
}

async function patchJob(
  jobs: JobCalls,
  id: string,
  assignments: readonly Assignment[],
  { flags, streams, signal, resolved }: CommandCall,
): Promise<number> {
  const job = await requireJob(jobs, id, signal);
  const values = Object.fromEntries(assignments.map(({ key, text }) => [key, readValue(job, key, text)]));
  for (const [key, value] of Object.entries(values)) {
    renderNote(`${id}  ${key} ${shown(job[key])} → ${shown(value)}`, streams);
  }
  renderWarning("Changing a job may send a notification to the crew's phones.", streams);
  if (flags["yes"] !== true) {
    throw new OdailiesError("usage", "Nothing was sent, because --yes is not there.", {
      hint: "Run the same command with --yes.",
    });
  }
  await jobs.patch(id, values, signal);
  const after = await requireJob(jobs, id, signal);
  if (resolved.config.json) renderObjects("job", [{ job: after }], streams);
  const left = Object.entries(values).filter(([key, value]) => !isSame(after[key], value));
  if (left.length > 0) {
    const now = left.map(([key]) => `${key} ${shown(after[key])}`).join(", ");
    throw new OdailiesError("metadata_refused", `The service took the request, but still shows ${now}.`, {
      hint: "Look at the job with odailies jobs get; not every key may be changed from outside.",
    });
  }
  if (!resolved.config.quiet) renderNote("The job is changed.", streams);
  return 0;
}

/** In the type that the value has now; what is not there yet is text. */
function readValue(job: RemoteJob, key: string, text: string): JobValue {
  const now = job[key];
  const fail = (message: string, hint: string) => new OdailiesError("usage", message, { hint });
  if (key === "id") throw fail("The id of a job cannot be set.", "Leave id out.");
  if (typeof now === "object" && now !== null) {
    throw fail(
      `${key} of this job is a list or an object, which cannot be set from here.`,
      `Leave ${key} out.`,
    );
  }
  if (typeof now === "boolean") {
    if (text !== "true" && text !== "false")
      throw fail(`${key} is true or false.`, `Write ${key}=true or ${key}=false.`);
    return text === "true";
  }
  if (typeof now === "number") {
    if (!/^[+-]?\d{1,15}(?:\.\d{1,10})?$/.test(text))
      throw fail(`${key} is a number.`, `Write ${key}= and a number.`);
    return Number(text);
  }
  if (key.endsWith("Date") && !isIsoDate(text)) {
    throw fail(
      `${key} cannot be ${JSON.stringify(text)}: it is a date with a time and its zone.`,
      `Write it as ${key}=2026-04-22T08:00:00Z.`,
    );
  }
  return text;
}

/** A service may spell a point in time otherwise. */
function isSame(now: unknown, wanted: JobValue): boolean {
  if (now === wanted) return true;
  const areDates =
    typeof now === "string" && typeof wanted === "string" && isIsoDate(now) && isIsoDate(wanted);
  return areDates && Date.parse(now) === Date.parse(wanted);
}

function shown(value: unknown): string {
  return value === undefined || value === null ? "not set" : JSON.stringify(value);
}
