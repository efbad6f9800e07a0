// Projects, task types, descriptors, sequences and shots of the Zou of the tests.
import { randomUUID } from "node:crypto";
import { crash, refuse, refuseByDatabase, refuseField } from "./kitsu-answer.ts";
import {
  bodyOf,
  filterRows,
  path,
  requireProject,
  requireRole,
  requireRow,
  requireText,
} from "./kitsu-route.ts";
import type { Answer, Route, RouteCall } from "./kitsu-route.ts";
import type { EntityRow, ProjectRow } from "./kitsu-rows.ts";

const DATA_TYPES = "string number list taglist boolean checklist date url textarea person".split(" ");
const ENTITY_TYPES = "Asset Shot Edit Episode Sequence Project Task".split(" ");
const LONGEST_NAME = 160;

/** Answers that are kept for two minutes, whatever is created meanwhile. */
export type Memo = Map<string, unknown>;

export function catalogueRoutes(memo: Memo): readonly Route[] {
  const memoised = (key: string, make: () => unknown): Answer => {
    if (!memo.has(key)) memo.set(key, structuredClone(make()));
    return { status: 200, body: memo.get(key) };
  };
  const openProjects = (call: RouteCall) => {
    const { rows, person, query } = call;
    const name = query.get("name");
    const isSeen = ({ team }: ProjectRow) => person.role === "admin" || team.includes(person.id);
    return memoised(`open ${person.id} ${name}`, () =>
      rows.projects.filter((each) => isSeen(each) && (name === null || each.name === name)),
    );
  };
  return [
    ["GET", path("/data/projects/open"), openProjects],
    [
      "GET",
      path("/data/task-types"),
      ({ rows, query }) => memoised(`types ${query.toString()}`, () => filterRows(rows.taskTypes, query)),
    ],
    ["POST", path("/data/task-types"), createTaskType],
    [
      "GET",
      path("/data/task-status"),
      ({ rows, query }) => memoised(`status ${query.toString()}`, () => filterRows(rows.taskStatuses, query)),
    ],
    [
      "POST",
      path("/data/projects/:id/settings/task-types"),
      (call) => addSetting(call, "task_types", "task_type_id"),
    ],
    [
      "POST",
      path("/data/projects/:id/settings/task-status"),
      (call) => addSetting(call, "task_statuses", "task_status_id"),
    ],
    [
      "GET",
      path("/data/projects/:id/metadata-descriptors"),
      (call) => ({ status: 200, body: requireProject(call, call.params[0], "user").descriptors }),
    ],
    ["POST", path("/data/projects/:id/metadata-descriptors"), createDescriptor],
    ["POST", path("/data/projects/:id/episodes"), (call) => getOrCreate(call, "Episode", null)],
    [
      "POST",
      path("/data/projects/:id/sequences"),
      (call) => getOrCreate(call, "Sequence", bodyOf(call)["episode_id"] ?? null),
    ],
    [
      "POST",
      path("/data/projects/:id/shots"),
      (call) => getOrCreate(call, "Shot", bodyOf(call)["sequence_id"] ?? null),
    ],
    [
      "GET",
      path("/data/shots/all"),
      (call) => ({ status: 200, body: filterRows(shotsWithSequence(call), call.query) }),
    ],
    ["GET", path("/data/shots/with-tasks"), listWithTasks],
    ["PUT", path("/data/entities/:id"), (call) => updateEntity(call, "merge")],
    ["PUT", path("/data/shots/:id"), (call) => updateEntity(call, "replace")],
  ];
}

function ofType(entities: readonly EntityRow[], type: EntityRow["type"]): EntityRow[] {
  return entities.filter((each) => each.type === type);
}

/** A shot without a sequence is there and not shown: the server joins the two. */
function shotsWithSequence({ rows, person }: RouteCall): EntityRow[] {
  const seen = rows.projects.filter(({ team }) => person.role === "admin" || team.includes(person.id));
  return ofType(rows.entities, "Shot").filter(
    ({ parent_id, project_id }) => parent_id !== null && seen.some(({ id }) => id === project_id),
  );
}

function listWithTasks(call: RouteCall): Answer {
  const { rows, query } = call;
  const project = requireProject(call, query.get("project_id") ?? undefined, "client");
  const shots = shotsWithSequence(call).filter(({ project_id }) => project_id === project.id);
  const withTasks = (shot: EntityRow) => {
    const sequence = rows.entities.find(({ id }) => id === shot.parent_id);
    const own = { sequence_id: shot.parent_id, sequence_name: sequence?.name };
    const tasks = rows.tasks.filter(({ entity_id }) => entity_id === shot.id);
    return { ...shot, ...own, episode_id: sequence?.parent_id ?? "", tasks };
  };
  return { status: 200, body: shots.map(withTasks) };
}

function createTaskType(call: RouteCall): Answer {
  requireRole(call, "admin");
  const name = requireText(call, "name");
  if (call.rows.taskTypes.some((each) => each.name.toLowerCase() === name.toLowerCase()))
    throw refuse(call.switches, 400, "A task type with similar name already exists");
  const row = { id: randomUUID(), name, for_entity: requireText(call, "for_entity") };
  call.rows.taskTypes.push(row);
  return { status: 201, body: row };
}

function addSetting(call: RouteCall, list: "task_types" | "task_statuses", field: string): Answer {
  const project = requireProject(call, call.params[0], "manager");
  const id = requireText(call, field);
  requireRow<{ readonly id: string }>(
    call,
    list === "task_types" ? call.rows.taskTypes : call.rows.taskStatuses,
    id,
  );
  if (!project[list].includes(id)) project[list].push(id);
  return { status: 201, body: project };
}

function createDescriptor(call: RouteCall): Answer {
  const { switches, params } = call;
  const project = requireProject(call, params[0], "manager");
  const name = requireText(call, "name");
  const entity_type = requireText(call, "entity_type");
  const data_type = requireText(call, "data_type");
  if (!ENTITY_TYPES.includes(entity_type))
    throw refuse(switches, 400, "Wrong entity type. Please select one.");
  if (!DATA_TYPES.includes(data_type)) throw refuse(switches, 400, "Invalid data_type");
  const field_name = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "");
  const isThere = project.descriptors.some(
    (each) => each.entity_type === entity_type && each.field_name === field_name,
  );
  if (isThere && switches.isOld) throw crash(switches, "duplicate key value violates unique constraint");
  if (isThere) throw refuse(switches, 400, "Metadata descriptor already exists.");
  const row = { id: randomUUID(), entity_type, name, field_name, data_type };
  project.descriptors.push(row);
  return { status: 201, body: row };
}

/** 201 either way; what is there already is given back as it is, and the rest of the request counts for nothing. */
function getOrCreate(call: RouteCall, type: EntityRow["type"], parent: unknown): Answer {
  const { rows, switches, params } = call;
  const project = requireProject(call, params[0], "manager");
  const name = requireText(call, "name");
  const parent_id = typeof parent === "string" ? parent : null;
  const parentType = type === "Shot" ? "Sequence" : "Episode";
  if (parent_id !== null && !ofType(rows.entities, parentType).some(({ id }) => id === parent_id))
    throw refuse(switches, 404, `${parentType} not found`);
  if (name.length > LONGEST_NAME) throw crash(switches, "value too long for type character varying(160)");
  const there = ofType(rows.entities, type).find(
    (each) => each.project_id === project.id && each.name === name && each.parent_id === parent_id,
  );
  if (there) return { status: 201, body: there };
  const { description = null, nb_frames = null, data = {} } = bodyOf(call);
  const row: EntityRow = {
    ...{ id: randomUUID(), type, project_id: project.id, name, parent_id, preview_file_id: null },
    description: description as string | null,
    nb_frames: readFrames(call, nb_frames),
    data: data as Record<string, unknown> | null,
  };
  rows.entities.push(row);
  return { status: 201, body: row };
}

function readFrames({ switches }: RouteCall, value: unknown): number | null {
  if (value === null || Number.isInteger(value)) return value as number | null;
  throw refuseField(switches, "nb_frames", "Input should be a valid integer");
}

function updateEntity(call: RouteCall, how: "merge" | "replace"): Answer {
  const { rows, params } = call;
  const row = requireRow(call, rows.entities, params[0]);
  requireProject(call, row.project_id, "manager");
  const {
    description = row.description,
    nb_frames = row.nb_frames,
    data,
    parent_id = row.parent_id,
  } = bodyOf(call);
  const taken = rows.entities.find(
    (each) =>
      each !== row && each.name === row.name && each.type === row.type && each.parent_id === parent_id,
  );
  if (taken) throw refuseByDatabase("A record with the same unique values already exists.");
  row.description = description as string | null;
  row.nb_frames = readFrames(call, nb_frames);
  row.parent_id = parent_id as string | null;
  if (data !== undefined) {
    const before = how === "merge" ? (row.data ?? {}) : {};
    row.data = { ...before, ...(data as Record<string, unknown>) };
  }
  return { status: 200, body: row };
}
