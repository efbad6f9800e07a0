// Reads a request's body chunk by chunk and, unlike `for await` on the stream, leaves the connection open for the answer.
import type { FastifyRequest } from "fastify";

export type Body = FastifyRequest["raw"];

/** Yields what arrives, holding no more than the stream's own buffer. Throws the signal's reason, or when the client has gone. */
export async function* bodyChunks(body: Body, signal: AbortSignal): AsyncGenerator<Buffer> {
  for (;;) {
    signal.throwIfAborted();
    const chunk = body.read() as Buffer | null;
    if (chunk !== null) yield chunk;
    else if (body.readableEnded && body.complete) return;
    else if (body.destroyed) throw new ClientGone();
    else await nextChange(body, signal);
  }
}

/** The client closed its connection before the whole body was here. */
export class ClientGone extends Error {
  override readonly name = "ClientGone";
  constructor() {
    super("The client closed the connection");
  }
}

function nextChange(body: Body, signal: AbortSignal): Promise<void> {
  const events = ["readable", "end", "close", "error"] as const;
  return new Promise((resolve) => {
    const wake = () => {
      for (const event of events) body.off(event, wake);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    for (const event of events) body.on(event, wake);
    signal.addEventListener("abort", wake);
  });
}
