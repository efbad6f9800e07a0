// Every other method of a path of the editor's is answered with 405 and `Allow`.
import type { FastifyInstance } from "fastify";
import { refuseOtherMethods } from "../api/add-routes.ts";
import { ApiError } from "../api/api-error.ts";

/** `OPTIONS` does not come so far: `admitOrigin` has answered it. */
export function takeOnly(app: FastifyInstance, path: string, methods: readonly string[]): void {
  const allowed = [...methods, "OPTIONS"].join(", ");
  refuseOtherMethods(app, path, methods, () => {
    throw new ApiError(405, `This address takes ${allowed} only.`, { Allow: allowed });
  });
}
