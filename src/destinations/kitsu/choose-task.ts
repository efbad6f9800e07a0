// By which task type and status dailies go: found first, made or switched on where the account may.
import { OdailiesError } from "../../domain/errors.ts";
import { ROWS, type WireTaskStatus, type WireTaskType } from "./api.ts";
import { callKitsu } from "./call-kitsu.ts";
import type { KitsuLink } from "./kitsu-link.ts";
import type { Project } from "./open-project.ts";

const COLOR = "#FFAA00";
const [BAD_REQUEST, FORBIDDEN] = [400, 403] as const;

/** The type of this name for shots; undefined where there is none yet. */
function findTaskType({ taskTypes }: Project, name: string): WireTaskType | undefined {
  const ofShots = taskTypes.filter(({ for_entity }) => for_entity === "Shot");
  const isSame = (each: WireTaskType) => each.name.toLowerCase() === name.toLowerCase();
  return ofShots.find((each) => each.name === name) ?? ofShots.find(isSame);
}

/** Throws `permission_missing` where it is not there and the account may not make it. */
export async function requireTaskType(link: KitsuLink, signal: AbortSignal): Promise<WireTaskType> {
  const { api, project } = link;
  const name = link.own.taskType;
  const type =
    findTaskType(project, name) ??
    (await callKitsu(link, {
      ...{ method: "POST", path: "/data/task-types", body: { name, for_entity: "Shot", color: COLOR } },
      ...{ shape: ROWS.taskType, accepts: [BAD_REQUEST, FORBIDDEN], signal },
      ...{ deed: `make the task type ${name}`, needs: "admin" },
    }));
  if (!type) throw noTaskType(api.host, project, name);
  // Zou goes on showing its old list for two minutes.
  if (!project.taskTypes.includes(type)) project.taskTypes.push(type);
  if (!project.row.task_types.includes(type.id)) {
    const settings = {
      deed: `use the task type ${name} in the project`,
      body: { task_type_id: type.id, priority: 1 },
    };
    await switchOn("task-types", settings, link, signal);
    project.row.task_types.push(type.id);
  }
  return type;
}

/**
 * The status of this short name. Where none was asked for by name, the one that asks for feedback will do, or what Kitsu
 * begins with. Throws `config_invalid` where there is none.
 */
export async function requireStatus(link: KitsuLink, signal: AbortSignal): Promise<WireTaskStatus> {
  const { taskStatuses, row } = link.project;
  const wanted = link.own.status;
  const byName = (short: string) => taskStatuses.find(({ short_name }) => short_name === short);
  const status =
    wanted === undefined
      ? (byName("wfa") ??
        taskStatuses.find(({ is_feedback_request }) => is_feedback_request) ??
        taskStatuses.find(({ is_default }) => is_default))
      : byName(wanted);
  if (!status) {
    const known = taskStatuses.map(({ short_name, name }) => short_name ?? name).join(", ");
    throw new OdailiesError(
      "config_invalid",
      `Kitsu at ${link.api.host} has no task status ${wanted ?? "for dailies"}.`,
      {
        hint: `Set status of [destinations.kitsu] to one of: ${known}.`,
      },
    );
  }
  if (!row.task_statuses.includes(status.id)) {
    const settings = {
      deed: `use the status ${status.name} in the project`,
      body: { task_status_id: status.id },
    };
    await switchOn("task-status", settings, link, signal);
    row.task_statuses.push(status.id);
  }
  return status;
}

async function switchOn(
  what: "task-types" | "task-status",
  { deed, body }: { readonly deed: string; readonly body: object },
  link: KitsuLink,
  signal: AbortSignal,
): Promise<void> {
  const path = `/data/projects/${link.project.row.id}/settings/${what}`;
  await callKitsu(link, { method: "POST", path, body, shape: ROWS.anything, deed, signal });
}

function noTaskType(host: string, { taskTypes }: Project, name: string): OdailiesError {
  const known = taskTypes.filter(({ for_entity }) => for_entity === "Shot").map(({ name }) => name);
  return new OdailiesError(
    "permission_missing",
    `Kitsu at ${host} has no task type ${name} for shots, and this account may not make one.`,
    {
      hint: `Have an admin make it, or set task-type of [destinations.kitsu] to one of: ${known.join(", ")}.`,
    },
  );
}
