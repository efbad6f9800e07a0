// What the routes of the Zou of the tests share: who asks, what for, and whether that is allowed.
import { isLike, refuse, refuseByDatabase, refuseField, UUID } from "./kitsu-answer.ts";
import type { KitsuRole, KitsuRows, KitsuSwitches, PersonRow, ProjectRow } from "./kitsu-rows.ts";

export interface RouteCall {
  readonly rows: KitsuRows;
  readonly switches: KitsuSwitches;
  readonly person: PersonRow;
  /** The pattern's groups. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined where there was none. */
  readonly body: unknown;
  /** Of a multipart request. */
  readonly parts: readonly UploadedPart[];
}

export interface UploadedPart {
  readonly field: string;
  readonly fileName: string | undefined;
  readonly bytes: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export type Route = readonly [
  method: string,
  path: RegExp,
  answer: (call: RouteCall) => Answer | Promise<Answer>,
];

/** `/data/projects/:id/shots`: `:id` is one segment. */
export function path(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll(/:\w+/g, "([^/]+)")}$`);
}

const RANK: Readonly<Record<KitsuRole, number>> = { client: 0, user: 1, supervisor: 2, manager: 3, admin: 4 };

export function requireRole({ person, switches }: RouteCall, least: KitsuRole): void {
  if (RANK[person.role] < RANK[least])
    throw refuse(switches, 403, "You don't have the permission to access the requested resource.");
}

/** Outside the team nothing is allowed but to admins; a project that is not there is 404. */
export function requireProject(call: RouteCall, id: string | undefined, least: KitsuRole): ProjectRow {
  const { rows, person, switches } = call;
  const project = rows.projects.find((each) => each.id === id);
  if (!project) throw refuse(switches, 404, "Project not found");
  if (person.role !== "admin" && !project.team.includes(person.id))
    throw refuse(switches, 403, "You don't have the permission to access the requested resource.");
  requireRole(call, least);
  return project;
}

/** Of a CRUD route: an id that is none is 400, one that is not there 404. */
export function requireRow<Row extends { readonly id: string }>(
  { switches }: RouteCall,
  list: readonly Row[],
  id: string | undefined,
): Row {
  if (!UUID.test(id ?? "")) throw refuseByDatabase(`Invalid UUID value: ${id}`);
  const row = list.find((each) => each.id === id);
  if (!row) throw refuse(switches, 404, "Instance not found");
  return row;
}

/** `?key=value` as the CRUD routes read it: `name` is a pattern, the others are equal; by name in their order. */
export function filterRows<Row extends { readonly id: string; readonly name?: string }>(
  rows: readonly Row[],
  query: URLSearchParams,
): Row[] {
  const wanted = [...query].filter(([key]) => key !== "page" && key !== "relations");
  return rows
    .filter((row) =>
      wanted.every(([key, value]) =>
        key === "name" ? isLike(row.name ?? "", value) : String(Reflect.get(row, key)) === value,
      ),
    )
    .sort((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1));
}

export function bodyOf({ body, switches }: RouteCall): Readonly<Record<string, unknown>> {
  if (typeof body === "object" && body !== null && !Array.isArray(body))
    return body as Readonly<Record<string, unknown>>;
  throw refuse(switches, 400, "The browser (or proxy) sent a request that this server could not understand.");
}

export function requireText(call: RouteCall, field: string): string {
  const value = bodyOf(call)[field];
  if (typeof value !== "string") throw refuseField(call.switches, field, "Field required");
  return value;
}
