// The gate of the API: is the token known, for this project, and allowed to do this?
import type { FastifyRequest } from "fastify";
import type { Library } from "../library/open-library.ts";
import { findProjectTwin, hasProject, isProjectId } from "../library/projects.ts";
import { findToken, type Permission, type TokenSummary } from "../library/tokens.ts";
import type { ServerContext } from "../server-context.ts";
import { ApiError, malformedUrl } from "./api-error.ts";

/** Every API route has these two in its path. */
export interface ProjectParams {
  readonly project: string;
  readonly token: string;
}

const DEED: Readonly<Record<Permission, string>> = {
  read: "read metadata",
  write: "change metadata",
  upload: "upload files",
};

/** A hook that lets a request pass or throws 401, 403 or 400, before its body is read. */
export function requireToken(
  context: ServerContext,
  permission: Permission,
): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const { project, token } = request.params as ProjectParams;
    if (project === "" || token === "") throw malformedUrl();
    const known = findToken(context.library, token);
    if (!known) throw new ApiError(401, "The API token is not valid.");
    requireProject(context.library, known, project);
    if (known.project !== undefined && known.project !== project) {
      throw new ApiError(403, "The API token is not for this project.");
    }
    if (!known[permission]) throw new ApiError(403, `The API token may not ${DEED[permission]}.`);
  };
}

/** A project that is not there is refused, unless the token may make it: then it comes to be with its first file. */
function requireProject(
  library: Library,
  { project: own, newProjects }: TokenSummary,
  project: string,
): void {
  if (!isProjectId(project)) throw new ApiError(400, "The project id is malformed.");
  if (findProjectTwin(library, project) !== undefined) {
    throw new ApiError(400, "The project id is spelled in other upper and lower case than the project's.");
  }
  if (hasProject(library, project) || (own === undefined && newProjects)) return;
  throw new ApiError(404, `There is no project ${project}: the project was not found.`);
}
