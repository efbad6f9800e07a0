// Which pages may call as the editor, and what browsers are told of it (Fetch standard, CORS protocol).
import type { FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../api/api-error.ts";

const PREFLIGHT = {
  "Access-Control-Allow-Methods": "GET, HEAD, POST",
  // A page may ask again after ten minutes.
  "Access-Control-Max-Age": "600",
};

const ALWAYS = {
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  // A page's video element asks without `Origin`; whoever knows the signed address may play it.
  "Cross-Origin-Resource-Policy": "cross-origin",
  Vary: "Origin",
};

/**
 * A hook: pages of `origins` alone are let through, and named in the answer; nobody's cookies count here, so
 * credentials are never allowed. The editor's backend is no page and sends no `Origin`. Throws 403 for any other page.
 */
export function admitOrigin(
  origins: readonly string[],
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  return async ({ headers, method }, reply) => {
    reply.headers(ALWAYS);
    const { origin } = headers;
    if (origin !== undefined) {
      if (!origins.includes(origin)) throw new ApiError(403, "Pages of this site may not call this server.");
      reply.headers({
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Headers": "authorization, content-type, range",
        "Access-Control-Expose-Headers": "accept-ranges, content-length, content-range, etag",
      });
    }
    if (method !== "OPTIONS") return undefined;
    // A public page that calls into the set's own network has to be let in expressly (Private Network Access).
    if (headers["access-control-request-private-network"] === "true")
      reply.header("Access-Control-Allow-Private-Network", "true");
    return reply.headers(PREFLIGHT).code(204).send();
  };
}
