// Every other method of a path of the editor's is answered with 405 and `Allow`.
import type { FastifyInstance } from "fastify";
import { refuseOtherMethods } from "../api/add-routes.ts";
import { wrongMethod } from "../api/api-error.ts";

/** `OPTIONS` does not come so far: `admitOrigin` has answered it. */
export function takeOnly(app: FastifyInstance, path: string, methods: readonly string[]): void {
  refuseOtherMethods(app, path, methods, () => {
    throw wrongMethod([...methods, "OPTIONS"]);
  });
}
