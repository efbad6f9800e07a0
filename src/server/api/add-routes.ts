// One path of the API: its methods behind the token gate, every other method answered with 405 and `Allow`.
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Permission } from "../library/tokens.ts";
import type { ServerContext } from "../server-context.ts";
import { ApiError } from "./api-error.ts";
import { requireToken } from "./require-token.ts";

/** A request that has passed the gate. */
interface ApiRequest<Params> {
  readonly params: Params;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly request: FastifyRequest;
}

interface Method<Params> {
  readonly permission: Permission;
  /** What is sent as JSON with status 200; throws `ApiError` for the rest. */
  readonly answer: (request: ApiRequest<Params>) => unknown;
}

export function addRoutes<Params>(
  app: FastifyInstance,
  context: ServerContext,
  url: string,
  methods: Readonly<Partial<Record<"GET" | "PATCH", Method<Params>>>>,
): void {
  for (const [method, { permission, answer }] of Object.entries(methods)) {
    app.route({
      method,
      url,
      onRequest: requireToken(context, permission),
      handler: async (request) =>
        answer({
          params: request.params as Params,
          query: request.query as Readonly<Record<string, unknown>>,
          body: request.body,
          request,
        }),
    });
  }
  const allowed = [...Object.keys(methods), ...(methods.GET ? ["HEAD"] : [])];
  refuseOtherMethods(app, url, allowed, () => {
    throw new ApiError(405, `This address takes ${allowed.join(", ")} only.`, { Allow: allowed.join(", ") });
  });
}

/** Calls `refuse`, which throws, for every method that is not in `allowed`, before a body is read. */
export function refuseOtherMethods(
  app: FastifyInstance,
  url: string,
  allowed: readonly string[],
  refuse: () => never,
): void {
  app.route({
    method: app.supportedMethods.filter((method) => !allowed.includes(method)),
    url,
    onRequest: async () => refuse(),
    handler: async () => refuse(),
  });
}
