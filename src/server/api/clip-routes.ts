// GET and PATCH of clips: the same library through two wires.
import type { FastifyInstance } from "fastify";
import { changeMetadata } from "../change-metadata.ts";
import type { ChangedClips } from "../library/clips.ts";
import { findPresentClip, readPresentClips } from "../library/present-clips.ts";
import type { ServerContext } from "../server-context.ts";
import { addRoutes, type Methods } from "./add-routes.ts";
import { ApiError } from "./api-error.ts";
import { readLegacyPath } from "./legacy-path.ts";
import type { ProjectParams } from "./require-token.ts";
import { encodePages, streamListing } from "./stream-listing.ts";
import { decodeV1Patches, encodeV1Clip } from "./v1-codec.ts";
import { decodeV2Patch, decodeV2Patches, encodeV2Clip } from "./v2-codec.ts";

interface ClipParams extends ProjectParams {
  readonly clipName: string;
}

export function addV1ClipRoutes(app: FastifyInstance, context: ServerContext): void {
  const methods: Methods<ProjectParams> = {
    GET: {
      permission: "read",
      answer: ({ params }) => {
        const clips = readPresentClips(context.library, params.project);
        return streamListing('{"data":{"message":{', encodePages(clips, encodeV1Clip), "}}}");
      },
    },
    PATCH: {
      permission: "write",
      answer: async ({ params, body }) => {
        const { changed, waiting } = await changeMetadata(context, params.project, decodeV1Patches(body));
        const more =
          waiting.length === 0
            ? ""
            : ` The values of ${waiting.length} more wait for the clip's graded file.`;
        return { data: { message: `Updated ${changed.length} clip(s).${more}` } };
      },
    },
  };
  addRoutes(app, context, "/api/v1/clips/:project/:token", methods);
  addRoutes(app, context, "/api/v1/*", methods, readLegacyPath);
}

export function addV2ClipRoutes(app: FastifyInstance, context: ServerContext): void {
  addRoutes<ProjectParams>(app, context, "/api/v2/clips/:project/:token", {
    GET: {
      permission: "read",
      answer: ({ params }) => {
        const clips = readPresentClips(context.library, params.project);
        const encode = (clip: Parameters<typeof encodeV2Clip>[0]) => JSON.stringify(encodeV2Clip(clip));
        return streamListing('{"data":[', encodePages(clips, encode), "]}");
      },
    },
    PATCH: {
      permission: "write",
      answer: async ({ params, body }) =>
        describe(params.project, await changeMetadata(context, params.project, decodeV2Patches(body))),
    },
  });
  addRoutes<ClipParams>(app, context, "/api/v2/clips/:project/:clipName/:token", {
    GET: {
      permission: "read",
      answer: async ({ params }) => {
        const clip = await findPresentClip(context.library, params.project, params.clipName.normalize("NFC"));
        if (!clip) throw new ApiError(404, "There is no clip of this name in the project.");
        return { data: encodeV2Clip(clip) };
      },
    },
    PATCH: {
      permission: "write",
      answer: async ({ params, body }) => {
        const patch = decodeV2Patch(body, params.clipName.normalize("NFC"));
        return describe(params.project, await changeMetadata(context, params.project, [patch]));
      },
    },
  });
}

/** `waiting` is this server's own, and there only where a name is of no clip yet. */
function describe(projectId: string, { changed, waiting }: ChangedClips): object {
  return {
    updated: changed.length,
    projectId,
    names: changed,
    ...(waiting.length > 0 && { waiting }),
  };
}
