// API tokens: the library keeps their SHA-256 alone, so that a stolen database opens nothing.
import { createHash, randomBytes } from "node:crypto";
import type { Library } from "./open-library.ts";
import { selectAll } from "./query.ts";

export interface TokenRequest {
  /** For people: who has it. */
  readonly label: string;
  readonly read: boolean;
  readonly write: boolean;
  readonly upload: boolean;
  /** The one project that it opens; all of them when left out. */
  readonly project?: string;
}

export interface TokenSummary extends TokenRequest {
  readonly id: number;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
}

export type Permission = "read" | "write" | "upload";

interface TokenRow {
  readonly id: number;
  readonly label: string;
  readonly project: string | null;
  readonly can_read: number;
  readonly can_write: number;
  readonly can_upload: number;
  readonly created_at: string;
}

const COLUMNS = "id, label, project, can_read, can_write, can_upload, created_at";

/** The plain token; it cannot be read back later. 192 bits, safe as a path segment. */
export function addToken(library: Library, request: TokenRequest, now: Date): string {
  const token = `odt_${randomBytes(24).toString("base64url")}`;
  library.database
    .prepare(
      `INSERT INTO tokens (label, sha256, project, can_read, can_write, can_upload, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      request.label,
      hashOf(token),
      request.project ?? null,
      Number(request.read),
      Number(request.write),
      Number(request.upload),
      now.toISOString(),
    );
  return token;
}

export function findToken(library: Library, token: string): TokenSummary | undefined {
  const [row] = selectAll<TokenRow>(
    library.database,
    `SELECT ${COLUMNS} FROM tokens WHERE sha256 = ?`,
    hashOf(token),
  );
  return row && toSummary(row);
}

/** In order of their making. */
export function listTokens(library: Library): TokenSummary[] {
  return selectAll<TokenRow>(library.database, `SELECT ${COLUMNS} FROM tokens ORDER BY id`).map(toSummary);
}

/** False when there is none with this id. */
export function removeToken(library: Library, id: number): boolean {
  return library.database.prepare("DELETE FROM tokens WHERE id = ?").run(id).changes > 0;
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function toSummary(row: TokenRow): TokenSummary {
  return {
    id: row.id,
    label: row.label,
    read: row.can_read === 1,
    write: row.can_write === 1,
    upload: row.can_upload === 1,
    ...(row.project === null ? {} : { project: row.project }),
    createdAt: row.created_at,
  };
}
