// How the Zou of the tests answers: every refusal as the generation of the server spells it.
import type { KitsuSwitches } from "./kitsu-rows.ts";

/** Thrown by a route; becomes the answer. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: object;

  constructor(status: number, body: object) {
    super(`${status} ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

type Generation = Pick<KitsuSwitches, "isOld">;

/** A route's own No. */
export function refuse({ isOld }: Generation, status: number, message: string, data?: object): Refusal {
  if (isOld) return new Refusal(status, { message });
  return new Refusal(status, { error: true, message, data: data ?? null });
}

/** Of the CRUD routes when the database refuses: the same shape in both. */
export function refuseByDatabase(message: string): Refusal {
  return new Refusal(400, { message });
}

export function refuseField({ isOld }: Generation, field: string, message: string): Refusal {
  if (isOld) return new Refusal(400, { message: { [field]: message } });
  return new Refusal(400, {
    error: true,
    message: "Validation error.",
    data: { errors: [{ field, message }] },
  });
}

export function refuseToken(status: number, msg: string): Refusal {
  return new Refusal(status, { msg });
}

export function crash({ isOld }: Generation, sql: string): Refusal {
  if (isOld) return new Refusal(500, { message: `(psycopg2) ${sql}`, stacktrace: "Traceback …" });
  return new Refusal(500, { error: true, message: "Internal server error." });
}

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** SQL's ILIKE: `_` is any character, `%` any run of them, case does not matter. */
export function isLike(text: string, pattern: string): boolean {
  const escaped = pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll("_", ".").replaceAll("%", ".*")}$`, "isu").test(text);
}
