// The paths of the first days: they end with /{project}/{token}, and the segment before the project is not `jobs`.
import { ApiError, malformedUrl } from "./api-error.ts";
import type { ProjectParams } from "./require-token.ts";

/** First segments that have routes of their own: what is left here of them is short of something, or has too much. */
const NAMED = new Set(["clips", "upload"]);

/** Reads what stands behind `/api/v1/`. Throws 404 for jobs, and 400 where project or token is missing. */
export function readLegacyPath(path: string): ProjectParams {
  const segments = path.split("/");
  const [project = "", token = ""] = segments.slice(-2);
  if (segments[0] === "jobs" || segments.at(-3) === "jobs") {
    throw new ApiError(404, "There are no jobs in version 1 of the API; they are under /api/v2.");
  }
  if (segments.length < 2 || NAMED.has(segments[0] ?? "") || project === "" || token === "") {
    throw malformedUrl();
  }
  return { project, token };
}
