// API tokens: the library keeps their SHA-256 alone, so that a stolen database opens nothing.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Library, writeAtomically } from "./open-library.ts";
import { selectAll } from "./query.ts";
import { holdToken, isHeld, type TokenHolder } from "./token-holders.ts";

export interface TokenRequest {
  /** For people: who has it. */
  readonly label: string;
  readonly read: boolean;
  readonly write: boolean;
  readonly upload: boolean;
  /** The one project that it opens; all of them when left out. */
  readonly project?: string;
  /** A project that is not there yet comes to be with the first call for it; refused when left out. */
  readonly newProjects?: boolean;
}

export interface TokenSummary extends TokenRequest {
  readonly id: number;
  /** It ends with the servers that hold it. */
  readonly isPassing: boolean;
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
  readonly may_add_projects: number;
  readonly is_passing: number;
  readonly created_at: string;
}

const COLUMNS =
  "id, label, project, can_read, can_write, can_upload, may_add_projects, is_passing, created_at";

/**
 * The plain token; it cannot be read back later. 192 bits, safe as a path segment. With a `holder` it is a passing one,
 * valid as long as one of its holders lives.
 */
export function addToken(library: Library, request: TokenRequest, now: Date, holder?: TokenHolder): string {
  const token = `odt_${randomBytes(24).toString("base64url")}`;
  writeAtomically(library, () => {
    const [row] = selectAll<{ id: number }>(
      library.database,
      `INSERT INTO tokens (label, sha256, project, can_read, can_write, can_upload, may_add_projects, is_passing, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
      request.label,
      hashOf(token),
      request.project ?? null,
      Number(request.read),
      Number(request.write),
      Number(request.upload),
      Number(request.newProjects ?? false),
      Number(holder !== undefined),
      now.toISOString(),
    );
    if (holder && row) holdToken(library, row.id, holder);
  });
  return token;
}

/**
 * Undefined for a token that is not known, or that has ended with the last of its holders. It is held against every
 * token that there is, each time to the last byte: how long that takes says nothing of any of them.
 */
export function findToken(library: Library, token: string): TokenSummary | undefined {
  const given = Buffer.from(hashOf(token));
  const rows = selectAll<TokenRow & { readonly sha256: string }>(
    library.database,
    `SELECT ${COLUMNS}, sha256 FROM tokens`,
  );
  let found: TokenRow | undefined;
  for (const row of rows) if (timingSafeEqual(Buffer.from(row.sha256), given)) found = row;
  return found && toValid(library, found);
}

/** Undefined where there is none with this id, or it has ended. */
export function findTokenById(library: Library, id: number): TokenSummary | undefined {
  const [row] = selectAll<TokenRow>(library.database, `SELECT ${COLUMNS} FROM tokens WHERE id = ?`, id);
  return row && toValid(library, row);
}

/** In order of their making. */
export function listTokens(library: Library): TokenSummary[] {
  return selectAll<TokenRow>(library.database, `SELECT ${COLUMNS} FROM tokens ORDER BY id`)
    .filter((row) => row.is_passing === 0 || isHeld(library, row.id))
    .map(toSummary);
}

/**
 * With its holders and the file that it was kept in: its id may be that of another one later. False when there is none
 * with this id.
 */
export function removeToken(library: Library, id: number): boolean {
  return writeAtomically(library, () => {
    rmSync(keptTokenFile(library, id), { force: true });
    library.database.prepare("DELETE FROM token_holders WHERE token = ?").run(id);
    return library.database.prepare("DELETE FROM tokens WHERE id = ?").run(id).changes > 0;
  });
}

/** Removes the tokens for this project alone. */
export function removeTokensOf(library: Library, project: string): void {
  writeAtomically(library, () => {
    const rows = selectAll<{ id: number }>(
      library.database,
      "SELECT id FROM tokens WHERE project = ?",
      project,
    );
    for (const { id } of rows) removeToken(library, id);
  });
}

/** Absolute path: where the plain token lies that was given to a program. */
export function keptTokenFile({ folder }: Pick<Library, "folder">, id: number): string {
  return join(folder, "tokens", `${id}.token`);
}

function toValid(library: Library, row: TokenRow): TokenSummary | undefined {
  return row.is_passing === 1 && !isHeld(library, row.id) ? undefined : toSummary(row);
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
    newProjects: row.may_add_projects === 1,
    isPassing: row.is_passing === 1,
    createdAt: row.created_at,
  };
}
