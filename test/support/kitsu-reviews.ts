// Tasks, comments, previews and playlists of the Zou of the tests.
import { randomUUID } from "node:crypto";
import { refuse, refuseByDatabase, refuseField, UUID } from "./kitsu-answer.ts";
import { bodyOf, filterRows, path, requireProject, requireRow, requireText } from "./kitsu-route.ts";
import type { Answer, Route, RouteCall } from "./kitsu-route.ts";
import type { CommentRow, KitsuRows, PlaylistRow, PreviewRow, TaskRow } from "./kitsu-rows.ts";

export const REVIEW_ROUTES: readonly Route[] = [
  ["POST", path("/actions/projects/:id/task-types/:type/shots/create-tasks"), createTasks],
  ["GET", path("/data/tasks"), ({ rows, query }) => ({ status: 200, body: filterRows(rows.tasks, query) })],
  ["POST", path("/actions/tasks/:id/comment"), comment],
  ["GET", path("/data/tasks/:id/comments"), listComments],
  ["POST", path("/actions/tasks/:id/comments/:comment/add-preview"), addPreview],
  ["POST", path("/actions/tasks/:id/comments/:comment/preview-files/:preview"), addExtraPreview],
  ["GET", path("/data/preview-files/:id"), (call) => ({ status: 200, body: requirePreview(call) })],
  ["DELETE", path("/data/preview-files/:id"), deletePreview],
  ["PUT", path("/actions/preview-files/:id/set-main-preview"), setMainPreview],
  [
    "GET",
    path("/data/playlists"),
    ({ rows, query }) => ({ status: 200, body: filterRows(rows.playlists, query) }),
  ],
  ["POST", path("/data/playlists"), createPlaylist],
  ["PUT", path("/data/playlists/:id"), updatePlaylist],
  ["POST", path("/actions/playlists/:id/add-entities"), addEntities],
];

function createTasks(call: RouteCall): Answer {
  const { rows, switches, params, body } = call;
  const project = requireProject(call, params[0], "manager");
  const type = rows.taskTypes.find(({ id }) => id === params[1]);
  if (!type) throw refuse(switches, 404, "Task type not found");
  if (type.for_entity !== "Shot")
    throw refuse(switches, 400, "Task type of the task does not match entity type.");
  if (body !== undefined && !Array.isArray(body))
    throw refuse(switches, 400, "Request body must be a JSON array.");
  const asked = (body ?? []) as readonly unknown[];
  if (asked.some((id) => !UUID.test(String(id))))
    throw refuse(switches, 400, "Request body must only contain valid UUIDs.");
  // Nothing asked for is every shot of the project.
  const shots = rows.entities.filter(
    ({ id, type, project_id }) =>
      type === "Shot" && project_id === project.id && (asked.length === 0 || asked.includes(id)),
  );
  const status = rows.taskStatuses.find(({ is_default }) => is_default);
  const created: TaskRow[] = [];
  for (const { id: entity_id } of shots) {
    if (rows.tasks.some((task) => task.entity_id === entity_id && task.task_type_id === type.id)) continue;
    created.push({
      ...{ id: randomUUID(), name: "main", project_id: project.id, entity_id, task_type_id: type.id },
      ...{ task_status_id: status?.id ?? "", last_preview_file_id: null },
    });
  }
  rows.tasks.push(...created);
  return { status: 201, body: created };
}

function requireTask(call: RouteCall): TaskRow {
  const task = call.rows.tasks.find(({ id }) => id === call.params[0]);
  if (!task) throw refuse(call.switches, 404, "Task not found");
  requireProject(call, task.project_id, "user");
  return task;
}

function comment(call: RouteCall): Answer {
  const { rows, switches } = call;
  const task = requireTask(call);
  const status = bodyOf(call)["task_status_id"];
  if (status === undefined) throw refuseField(switches, "task_status_id", "Field required");
  const { id } = rows.taskStatuses.find((each) => each.id === status) ?? {};
  if (id === undefined) throw refuse(switches, 404, "Task status not found");
  const said = bodyOf(call)["comment"];
  const text = typeof said === "string" ? said : "";
  const row = pushComment(call, task, id, text);
  for (const sibling of findTagged(rows, task, text)) pushComment(call, sibling, id, text);
  return { status: 201, body: shownComment(call, row) };
}

function pushComment(
  { rows, person }: RouteCall,
  task: TaskRow,
  task_status_id: string,
  text: string,
): CommentRow {
  const row: CommentRow = {
    ...{ id: randomUUID(), object_id: task.id, person_id: person.id, task_status_id, text },
    ...{ createdOrder: rows.comments.length, previews: [] },
  };
  rows.comments.push(row);
  task.task_status_id = task_status_id;
  return row;
}

/** `#Compositing` says it again on the task of that name, `#all` on every one. */
function findTagged(rows: KitsuRows, task: TaskRow, text: string): readonly TaskRow[] {
  const tags = new Set([...text.matchAll(/#([a-zA-Z]+)/g)].map(([, tag]) => tag?.toLowerCase()));
  const nameOf = ({ task_type_id }: TaskRow) =>
    rows.taskTypes.find(({ id }) => id === task_type_id)?.name.toLowerCase();
  return rows.tasks.filter(
    (each) =>
      each !== task && each.entity_id === task.entity_id && (tags.has("all") || tags.has(nameOf(each))),
  );
}

function shownComment({ rows, switches }: RouteCall, row: CommentRow): object {
  const shown = row.previews.flatMap((id) => rows.previews.find((each) => each.id === id) ?? []);
  const ofList = shown.map(({ id, revision, status, extension, position }) =>
    switches.isOld ? { id, revision, status, extension } : { id, revision, status, extension, position },
  );
  return { ...row, previews: ofList };
}

function listComments(call: RouteCall): Answer {
  const task = requireTask(call);
  const rows = call.rows.comments.filter(({ object_id }) => object_id === task.id).reverse();
  return { status: 200, body: rows.map((row) => shownComment(call, row)) };
}

function requireComment(call: RouteCall): { readonly task: TaskRow; readonly row: CommentRow } {
  const task = requireTask(call);
  const row = call.rows.comments.find(({ id, object_id }) => id === call.params[1] && object_id === task.id);
  if (!row) throw refuse(call.switches, 404, "Comment not found");
  return { task, row };
}

function addPreview(call: RouteCall): Answer {
  const { rows, switches } = call;
  const { task, row } = requireComment(call);
  const used = rows.previews.filter(({ task_id }) => task_id === task.id).map(({ revision }) => revision);
  const asked = bodyOf(call)["revision"];
  const next = Math.max(0, ...used) + 1;
  if (typeof asked === "number" && used.includes(asked) && !switches.isOld) {
    const message = `Revision ${asked} already exists for this task. Choose a different revision number, or omit it to let the server choose.`;
    throw refuse(switches, 400, message);
  }
  const revision = typeof asked === "number" && !used.includes(asked) ? asked : next;
  return { status: 201, body: pushPreview(call, task, row, revision) };
}

function addExtraPreview(call: RouteCall): Answer {
  const { rows, switches, params } = call;
  const { task, row } = requireComment(call);
  const first = rows.previews.find(({ id }) => id === params[2]);
  if (!first || !row.previews.includes(first.id)) throw refuse(switches, 404, "Preview file not found");
  const project = rows.projects.find(({ id }) => id === task.project_id);
  if (project?.is_single_preview_per_revision)
    throw refuse(switches, 400, "The project allows a single preview per revision.");
  return { status: 201, body: pushPreview(call, task, row, first.revision) };
}

function pushPreview({ rows }: RouteCall, task: TaskRow, comment: CommentRow, revision: number): object {
  const position =
    1 + rows.previews.filter((each) => each.task_id === task.id && each.revision === revision).length;
  const row: PreviewRow = {
    ...{ id: randomUUID(), task_id: task.id, revision, position, status: "processing", original_name: null },
    ...{ extension: "mp4", file_size: 0, width: null, height: null, duration: null, data: null },
  };
  rows.previews.push(row);
  comment.previews.push(row.id);
  task.last_preview_file_id = row.id;
  return { ...row, comments: [comment.id] };
}

export function requirePreview(call: RouteCall): PreviewRow {
  const row = requireRow(call, call.rows.previews, call.params[0]);
  requireProject(call, call.rows.tasks.find(({ id }) => id === row.task_id)?.project_id, "user");
  return row;
}

function deletePreview(call: RouteCall): Answer {
  const row = requirePreview(call);
  requireProject(call, call.rows.tasks.find(({ id }) => id === row.task_id)?.project_id, "manager");
  removePreview(call.rows, row);
  return { status: 204 };
}

export function removePreview(rows: KitsuRows, row: PreviewRow): void {
  rows.previews.splice(rows.previews.indexOf(row), 1);
  for (const { previews } of rows.comments)
    if (previews.includes(row.id)) previews.splice(previews.indexOf(row.id), 1);
}

function setMainPreview(call: RouteCall): Answer {
  const { rows, switches } = call;
  const row = requirePreview(call);
  if (bodyOf(call)["frame_number"] !== undefined && row.extension !== "mp4")
    throw refuse(switches, 400, "Can't use a given frame on non movie preview");
  const task = rows.tasks.find(({ id }) => id === row.task_id);
  const shot = rows.entities.find(({ id }) => id === task?.entity_id);
  if (!shot) throw refuse(switches, 404, "Entity not found");
  shot.preview_file_id = row.id;
  return { status: 200, body: shot };
}

/** The unique key holds an episode, which is NULL, and so keeps nobody from making it twice. */
function createPlaylist(call: RouteCall): Answer {
  const { rows, switches } = call;
  const name = requireText(call, "name");
  const project = requireProject(call, requireText(call, "project_id"), "supervisor");
  if (name.length > 80) throw refuse(switches, 400, "One of the provided values has an invalid format.");
  const task_type_id = bodyOf(call)["task_type_id"];
  const row: PlaylistRow = {
    ...{ id: randomUUID(), name, project_id: project.id, shots: null },
    task_type_id: typeof task_type_id === "string" ? task_type_id : null,
  };
  rows.playlists.push(row);
  return { status: 201, body: row };
}

function requirePlaylist(call: RouteCall): PlaylistRow {
  const row = requireRow(call, call.rows.playlists, call.params[0]);
  requireProject(call, row.project_id, "supervisor");
  return row;
}

function updatePlaylist(call: RouteCall): Answer {
  const row = requirePlaylist(call);
  const { shots } = bodyOf(call);
  if (!Array.isArray(shots)) throw refuseByDatabase("One of the provided values has an invalid format.");
  row.shots = (shots as NonNullable<PlaylistRow["shots"]>).filter((shot) => "preview_file_id" in shot);
  return { status: 200, body: row };
}

function addEntities(call: RouteCall): Answer {
  if (call.switches.isOld) throw refuse(call.switches, 500, "405 Method Not Allowed");
  const row = requirePlaylist(call);
  const { entities } = bodyOf(call);
  if (!Array.isArray(entities)) throw refuseField(call.switches, "entities", "Field required");
  const shots = [...(row.shots ?? [])];
  for (const entry of entities as NonNullable<PlaylistRow["shots"]>) {
    const { entity_id } = entry;
    const task = call.rows.tasks.find(
      (each) => each.entity_id === entity_id && each.task_type_id === row.task_type_id,
    );
    const preview_file_id = entry.preview_file_id ?? task?.last_preview_file_id ?? null;
    const isThere = shots.some(
      (shot) => shot.entity_id === entity_id && shot.preview_file_id === preview_file_id,
    );
    if (!isThere) shots.push({ entity_id, preview_file_id });
  }
  row.shots = shots;
  return { status: 200, body: row };
}
