// A project of Kitsu as a run finds it: who sees it, what its shots are, by which task and status dailies go.
import type { z } from "zod";
import { OdailiesError } from "../../domain/errors.ts";
import type { RetryOptions } from "../../net/retry.ts";
import { ROWS, type WireProject, type WireShot, type WireTaskStatus, type WireTaskType } from "./api.ts";
import type { Api } from "./call-api.ts";
import { callKitsu } from "./call-kitsu.ts";
import { isDelivered } from "./map.ts";

export interface Project {
  readonly row: WireProject;
  readonly taskTypes: WireTaskType[];
  readonly taskStatuses: readonly WireTaskStatus[];
  /** Keys that people see as columns of a shot. */
  readonly columns: Set<string>;
}

/** Throws `project_not_found` where this account sees no such project: one that it may not see looks the same. */
export async function openProject(
  api: Api,
  wanted: string,
  signal: AbortSignal,
  how: RetryOptions,
): Promise<Project> {
  const get = <Shape extends z.ZodType>(path: string, shape: Shape, deed: string) =>
    callKitsu({ api, retry: how }, { method: "GET", path, shape, deed, needs: "artist", signal });
  const rows = (await get("/data/projects/open", ROWS.projects, "show its projects")) ?? [];
  const row = rows.find(({ id, name }) => name === wanted || id === wanted);
  if (!row) throw noProject(api.host, wanted, rows);
  const [taskTypes, taskStatuses, descriptors] = await Promise.all([
    get("/data/task-types", ROWS.taskTypes, "show its task types"),
    get("/data/task-status", ROWS.taskStatuses, "show its task statuses"),
    get(`/data/projects/${row.id}/metadata-descriptors`, ROWS.descriptors, "show the columns of the project"),
  ]);
  const ofShots = (descriptors ?? []).filter(({ entity_type }) => entity_type === "Shot");
  return {
    row,
    taskTypes: taskTypes ?? [],
    taskStatuses: taskStatuses ?? [],
    columns: new Set(ofShots.map(({ field_name }) => field_name)),
  };
}

/** Every shot of the project by its exact name. Of two by one name, the one that has dailies counts. */
export async function listShots(
  api: Api,
  projectId: string,
  signal: AbortSignal,
  how: RetryOptions,
): Promise<Map<string, WireShot>> {
  const query = { project_id: projectId };
  const rows = await callKitsu(
    { api, retry: how },
    {
      ...{ method: "GET", path: "/data/shots/with-tasks", query, shape: ROWS.shots },
      ...{ deed: "show the shots of the project", needs: "artist", signal },
    },
  );
  const shots = new Map<string, WireShot>();
  for (const shot of rows ?? []) {
    const other = shots.get(shot.name);
    if (!other || (!isDelivered(other) && isDelivered(shot))) shots.set(shot.name, shot);
  }
  return shots;
}

function noProject(host: string, wanted: string, rows: readonly WireProject[]): OdailiesError {
  const names = rows.map(({ name }) => name).join(", ");
  const near = rows.length === 0 ? "It sees no project at all." : `It sees: ${names}.`;
  return new OdailiesError(
    "project_not_found",
    `This account sees no open project ${wanted} in Kitsu at ${host}. ${near}`,
    {
      hint:
        rows.length === 0
          ? `Have a manager add the account to the team of ${wanted}; a bot sees nothing before.`
          : "Check --project: it is the name as Kitsu shows it.",
    },
  );
}
