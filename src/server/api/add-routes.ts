// One path of the API: its methods behind the token gate, every other method answered with 405 and `Allow`.
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Permission } from "../library/tokens.ts";
import type { ServerContext } from "../server-context.ts";
import { admitBody } from "./admit-body.ts";
import { wrongMethod } from "./api-error.ts";
import { type ProjectParams, requireToken } from "./require-token.ts";

/** A request that has passed the gate. */
interface ApiRequest<Params> {
  readonly params: Params;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly request: FastifyRequest;
}

interface Method<Params> {
  readonly permission: Permission;
  /** What is sent as JSON with status 200, or a stream of JSON; throws `ApiError` for the rest. */
  readonly answer: (request: ApiRequest<Params>) => unknown;
}

export type Methods<Params> = Readonly<Partial<Record<"GET" | "PATCH", Method<Params>>>>;

/** `readParams` makes project and token of what stands for the `*` of the path, where it does not name them. */
export function addRoutes<Params extends ProjectParams>(
  app: FastifyInstance,
  context: ServerContext,
  url: string,
  methods: Methods<Params>,
  readParams?: (rest: string) => Params,
): void {
  const readPath = async (request: FastifyRequest) => {
    if (readParams) request.params = readParams((request.params as { "*": string })["*"]);
  };
  for (const [method, { permission, answer }] of Object.entries(methods)) {
    app.route({
      method,
      url,
      onRequest: [readPath, requireToken(context, permission), admitBody(context)],
      handler: async (request, reply) => {
        const answered = await answer({
          params: request.params as Params,
          query: request.query as Readonly<Record<string, unknown>>,
          body: request.body,
          request,
        });
        if (answered instanceof Readable) reply.type("application/json; charset=utf-8");
        return answered;
      },
    });
  }
  const allowed = [...Object.keys(methods), ...(methods.GET ? ["HEAD"] : [])];
  const refuse = () => {
    throw wrongMethod(allowed);
  };
  refuseOtherMethods(app, url, allowed, refuse, readPath);
}

/** Calls `refuse`, which throws, for every method that is not in `allowed`, before a body is read. */
export function refuseOtherMethods(
  app: FastifyInstance,
  url: string,
  allowed: readonly string[],
  refuse: () => never,
  before: (request: FastifyRequest) => Promise<void> = async () => {},
): void {
  app.route({
    method: app.supportedMethods.filter((method) => !allowed.includes(method)),
    url,
    onRequest: [before, async () => refuse()],
    handler: async () => refuse(),
  });
}
