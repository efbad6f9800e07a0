// The gate of the editor's requests: the token stands in `Authorization` as it is, without "Bearer".
import { ApiError } from "../api/api-error.ts";
import type { Library } from "../library/open-library.ts";
import { listProjects } from "../library/projects.ts";
import { findToken, type TokenSummary } from "../library/tokens.ts";

/** `given` is what the request holds in the place of a token. Throws 401 or 403. */
export function requireEditorToken(library: Library, given: unknown): TokenSummary {
  if (typeof given !== "string" || given === "")
    throw new ApiError(401, "The request needs the apiAuthToken of this server in Authorization.");
  const known = findToken(library, given);
  if (!known) throw new ApiError(401, "The token is not valid.");
  if (!known.read) throw new ApiError(403, "The token may not read.");
  return known;
}

export function mayRead(token: TokenSummary, project: string): boolean {
  return token.read && (token.project === undefined || token.project === project);
}

/** Ids of the projects that a token opens, sorted. */
export function projectsOf(library: Library, token: TokenSummary): string[] {
  return listProjects(library)
    .map(({ id }) => id)
    .filter((project) => mayRead(token, project));
}
