// What the Zou of the tests holds: rows as its database has them, and the switches that tests turn.
import { randomUUID } from "node:crypto";

export type KitsuRole = "admin" | "manager" | "supervisor" | "user" | "client";

export interface PersonRow {
  readonly id: string;
  readonly email: string;
  readonly full_name: string;
  password?: string;
  role: KitsuRole;
  readonly is_bot: boolean;
  active: boolean;
  /** The one code that is right; without it, there is no second factor. */
  totp?: string;
  /** The code comes by e-mail, not by an app. */
  hasMailedCodes?: true;
  hasDefaultPassword?: true;
  /** Bad tries, and until when even the right password fails. */
  failedLogins: number;
  lockedUntilMs: number;
}

export interface ProjectRow {
  readonly id: string;
  readonly name: string;
  fps: string;
  resolution: string;
  production_type: "short" | "tvshow";
  is_single_preview_per_revision: boolean;
  readonly team: string[];
  readonly task_types: string[];
  readonly task_statuses: string[];
  readonly descriptors: DescriptorRow[];
}

export interface DescriptorRow {
  readonly id: string;
  readonly entity_type: string;
  readonly name: string;
  readonly field_name: string;
  readonly data_type: string;
}

export interface TaskTypeRow {
  readonly id: string;
  readonly name: string;
  readonly for_entity: string;
}

export interface TaskStatusRow {
  readonly id: string;
  readonly name: string;
  readonly short_name: string;
  readonly is_default: boolean;
  readonly is_feedback_request: boolean;
}

/** Shots, sequences and episodes alike. */
export interface EntityRow {
  readonly id: string;
  readonly type: "Shot" | "Sequence" | "Episode";
  readonly project_id: string;
  name: string;
  parent_id: string | null;
  description: string | null;
  nb_frames: number | null;
  preview_file_id: string | null;
  data: Record<string, unknown> | null;
}

export interface TaskRow {
  readonly id: string;
  readonly name: string;
  readonly project_id: string;
  readonly entity_id: string;
  readonly task_type_id: string;
  task_status_id: string;
  last_preview_file_id: string | null;
}

export interface CommentRow {
  readonly id: string;
  readonly object_id: string;
  readonly person_id: string;
  readonly task_status_id: string;
  readonly text: string;
  readonly createdOrder: number;
  readonly previews: string[];
}

export interface PreviewRow {
  readonly id: string;
  readonly task_id: string;
  readonly revision: number;
  readonly position: number;
  status: "processing" | "ready" | "broken" | "missing";
  original_name: string | null;
  extension: string;
  file_size: number;
  width: number | null;
  height: number | null;
  duration: number | null;
  data: Record<string, unknown> | null;
}

/** What only a test can see of a preview: the bytes that came, and what became of their pictures. */
export interface StoredMovie {
  readonly md5: string;
  readonly bytes: number;
  readonly isNormalised: boolean;
  /** Undefined for what is no movie. */
  readonly frames?: number;
  readonly fps?: string;
}

export interface PlaylistRow {
  readonly id: string;
  readonly name: string;
  readonly project_id: string;
  readonly task_type_id: string | null;
  shots: { readonly entity_id: string; readonly preview_file_id?: string | null }[] | null;
}

export interface KitsuRows {
  readonly persons: PersonRow[];
  readonly projects: ProjectRow[];
  readonly taskTypes: TaskTypeRow[];
  readonly taskStatuses: TaskStatusRow[];
  readonly entities: EntityRow[];
  readonly tasks: TaskRow[];
  readonly comments: CommentRow[];
  readonly previews: PreviewRow[];
  readonly playlists: PlaylistRow[];
  /** By preview id. */
  readonly movies: Map<string, StoredMovie>;
}

/** What tests turn. */
export interface KitsuSwitches {
  /** 0.16.4: other error bodies, no route that adds to a playlist, a second upload is taken. */
  isOld: boolean;
  /** ENABLE_JOB_QUEUE: an upload is answered at once, and worked on until a test says what becomes of it. */
  hasQueue: boolean;
  /** Is what is no movie broken, as on a real server? Else any bytes will do. */
  needsMovies: boolean;
  /** Larger requests are refused, by Zou as JSON or by nginx as a page. */
  largestUpload: { readonly bytes: number; readonly by: "zou" | "nginx" } | undefined;
  /** Everybody has to set up a second factor before anything else is answered. */
  enforces2fa: boolean;
}

export function newRows(): KitsuRows {
  return {
    ...{ persons: [], projects: [], taskTypes: [], taskStatuses: [], entities: [] },
    ...{ tasks: [], comments: [], previews: [], playlists: [], movies: new Map() },
  };
}

/** What a freshly installed Kitsu has: its task types and statuses, and one short at 25 fps. */
export function fillRows(rows: KitsuRows): { readonly project: ProjectRow; readonly bot: PersonRow } {
  const bot = addPerson(rows, { email: "cart@film.test", role: "manager", is_bot: true });
  const types = [
    ["Layout", "Shot"],
    ["Modeling", "Asset"],
    ["Compositing", "Shot"],
    ["Dailies", "Shot"],
  ] as const;
  rows.taskTypes.push(...types.map(([name, for_entity]) => ({ id: randomUUID(), name, for_entity })));
  const statuses = [
    ["Todo", "todo", true, false],
    ["Work In Progress", "wip", false, false],
    ["Waiting For Approval", "wfa", false, true],
    ["Done", "done", false, false],
  ] as const;
  for (const [name, short_name, is_default, is_feedback_request] of statuses)
    rows.taskStatuses.push({ id: randomUUID(), name, short_name, is_default, is_feedback_request });
  const project: ProjectRow = {
    ...{ id: randomUUID(), name: "Northern Lights", fps: "25", resolution: "1920x1080" },
    ...{ production_type: "short", is_single_preview_per_revision: false },
    ...{ team: [bot.id], descriptors: [] },
    task_types: rows.taskTypes.map(({ id }) => id),
    task_statuses: rows.taskStatuses.map(({ id }) => id),
  };
  rows.projects.push(project, { ...project, id: randomUUID(), name: "northern lights 2", team: [] });
  return { project, bot };
}

export function addPerson(
  rows: KitsuRows,
  {
    email,
    role,
    is_bot = false,
    ...more
  }: Pick<PersonRow, "email" | "role"> & Partial<Pick<PersonRow, "is_bot" | "password" | "totp" | "active">>,
): PersonRow {
  const row: PersonRow = {
    ...{ id: randomUUID(), email, role, is_bot, full_name: email.split("@")[0] ?? email },
    ...{ active: true, failedLogins: 0, lockedUntilMs: 0 },
    ...more,
  };
  rows.persons.push(row);
  return row;
}
