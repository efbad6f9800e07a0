// PUT /storage/…: where signed URLs lead. Speaks like a cloud store: exact length, the signed type, errors in XML.
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { refuseOtherMethods } from "../api/add-routes.ts";
import { absolutePath, parseStoragePath, type StoragePath } from "../library/storage-path.ts";
import { hasForeignOrigin } from "../origin.ts";
import type { ServerContext } from "../server-context.ts";
import { ClientGone } from "./body-chunks.ts";
import { importAle } from "./import-ale.ts";
import { receiveFile, type ReceivedFile } from "./receive-file.ts";
import { settleFile } from "./settle-file.ts";
import { UPLOAD_CONTENT_TYPE, verifyUpload } from "./signed-url.ts";
import { contentTypeError, sendStorageError, StorageError } from "./storage-error.ts";
import { expired, startUploadClock } from "./upload-clock.ts";

interface StorageParams {
  readonly project: string;
  readonly "*": string;
}

interface Upload {
  readonly project: string;
  readonly place: StoragePath;
  readonly sizeBytes: number;
  readonly expiresAtMs: number;
}

/** Each holds some megabytes while it runs; a set has a few carts. */
const MOST_UPLOADS = 64;

export function addStorageRoutes(app: FastifyInstance, context: ServerContext): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _body, done) => done(null));
  app.setErrorHandler((error, request, reply) => sendStorageError(context, error, request, reply));
  app.put("/storage/:project/*", {
    handler: async (request, reply) => {
      const upload = checkUpload(context, request);
      if (context.receiving.size >= MOST_UPLOADS) throw tooMany();
      const work = receiveUpload(context, request, upload);
      context.receiving.add(work);
      try {
        const received = await work;
        return reply
          .header("ETag", `"${received.md5}"`)
          .header("x-goog-hash", `crc32c=${received.crc32c},md5=${toBase64(received.md5)}`)
          .send();
      } catch (error) {
        if (error instanceof ClientGone) return reply.hijack();
        throw error;
      } finally {
        context.receiving.delete(work);
      }
    },
  });
  refuseOtherMethods(app, "/storage/:project/*", ["PUT"], () => {
    throw new StorageError(405, "MethodNotAllowed", "This address takes PUT only.", { Allow: "PUT" });
  });
}

/** The words and the code of a store that wants less at once. */
function tooMany(): StorageError {
  return new StorageError(503, "SlowDown", "Too many uploads at once. Try again in a few seconds.", {
    "Retry-After": "5",
  });
}

/** Throws unless this is the upload that was signed, with the headers that a store asks for. */
function checkUpload(context: ServerContext, request: FastifyRequest): Upload {
  const { project, "*": path } = request.params as StorageParams;
  const { headers } = request;
  if (hasForeignOrigin(context, request)) {
    throw new StorageError(403, "AccessDenied", "Pages of other sites may not call this server.");
  }
  if (headers.authorization !== undefined) {
    const message = "A signed URL must be used without an Authorization header.";
    throw new StorageError(400, "InvalidArgument", message);
  }
  const place = parseStoragePath(path);
  const { signingSecret } = context.library;
  const expiresAtMs =
    "problem" in place
      ? undefined
      : verifyUpload(signingSecret, project, place.path, request.query as Record<string, unknown>);
  if ("problem" in place || expiresAtMs === undefined) {
    throw new StorageError(403, "SignatureDoesNotMatch", "The signature does not fit this request.");
  }
  if (context.clock().getTime() >= expiresAtMs) throw expired();
  if (headers["content-type"]?.toLowerCase() !== UPLOAD_CONTENT_TYPE) throw contentTypeError();
  if (headers["content-length"] === undefined) {
    const message = "The request needs a Content-Length; chunked encoding is not taken.";
    throw new StorageError(411, "MissingContentLength", message);
  }
  const sizeBytes = Number(headers["content-length"]);
  if (sizeBytes === 0) throw new StorageError(400, "EntityTooSmall", "The file is empty.");
  return { project, place, sizeBytes, expiresAtMs };
}

async function receiveUpload(
  context: ServerContext,
  request: FastifyRequest,
  upload: Upload,
): Promise<ReceivedFile> {
  const { project, place, sizeBytes, expiresAtMs } = upload;
  const folder = dirname(absolutePath(context.library, project, place.path));
  const clock = startUploadClock(expiresAtMs, context.clock);
  const received = await receiveFile(request.raw, folder, sizeBytes, clock).finally(() => clock.stop());
  try {
    if (place.role === "ale") await importAle(context, project, place, received);
    else {
      const version = await settleFile(context, project, place, received);
      const replaced = version > 1;
      context.jobs.note(project);
      context.emit({ type: "file-received", project, path: place.path, sizeBytes, replaced });
      if (place.role === "graded") context.thumbnails.makeSoon(project, place.clipName);
    }
    return received;
  } finally {
    // Still there only where it did not get to its place.
    await rm(received.partPath, { force: true });
  }
}

function toBase64(hex: string): string {
  return Buffer.from(hex, "hex").toString("base64");
}
