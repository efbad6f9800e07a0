// How the watcher is, for a monitor on the same machine: one JSON object, on loopback only.
import fastify from "fastify";
import { OdailiesError } from "../domain/errors.ts";

export interface HealthServer {
  /** With the port that was given, where 0 was asked for. */
  readonly url: string;
  close(): Promise<void>;
}

export interface Health {
  readonly status: "ok" | "trouble";
  readonly [field: string]: unknown;
}

/** A page in a browser on this machine may call loopback addresses, too, but under its own host name. */
const OWN_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/** Answers any GET: 200 when all is well, 503 when somebody should look. Throws `usage` where the port is taken. */
export async function startHealth(port: number, report: () => Health): Promise<HealthServer> {
  const server = fastify({ logger: false });
  server.get("*", async (request, reply) => {
    if (!OWN_HOST.test(request.headers.host ?? "")) return reply.code(403).send({ status: "forbidden" });
    const health = report();
    return reply
      .code(health.status === "ok" ? 200 : 503)
      .header("cache-control", "no-store")
      .send(health);
  });
  const url = await server.listen({ host: "127.0.0.1", port }).catch((cause: unknown) => {
    throw new OdailiesError("usage", `Port ${port} cannot be used for --health.`, {
      hint: "Name another port, or stop the program that has it.",
      cause,
    });
  });
  return { url, close: () => server.close() };
}
