// Sends a file of the library, or the part of it that was asked for (RFC 9110, section 14).
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Library } from "./library/open-library.ts";

const RANGES = /^bytes=\s*(?:\d+-\d*|-\d+)(?:\s*,\s*(?:\d+-\d*|-\d+))*\s*$/i;

/** `file` is a path below the library's folder. */
export async function sendMedia(
  { folder }: Pick<Library, "folder">,
  request: FastifyRequest,
  reply: FastifyReply,
  file: string,
): Promise<FastifyReply> {
  const { headers } = request.raw;
  if (headers.range !== undefined) {
    const facts = await stat(join(folder, file)).catch(() => undefined);
    const range = mendRange(headers.range, facts?.size ?? 0);
    if (range === undefined) delete headers.range;
    else headers.range = range;
  }
  return reply.sendFile(file);
}

/** The file sender refuses two kinds that the RFC wants answered: what is no range, and more of the end than there is. */
function mendRange(range: string, sizeBytes: number): string | undefined {
  if (!RANGES.test(range)) return undefined;
  const suffix = /^bytes=\s*-(\d+)\s*$/i.exec(range)?.[1];
  return suffix !== undefined && Number(suffix) > sizeBytes ? "bytes=0-" : range;
}
