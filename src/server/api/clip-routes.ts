// GET and PATCH of clips: the same library through two wires.
import type { FastifyInstance } from "fastify";
import { type ClipChange, changeClips, findClip, listClips } from "../library/clips.ts";
import type { ServerContext } from "../server-context.ts";
import { addRoutes } from "./add-routes.ts";
import { ApiError } from "./api-error.ts";
import type { ProjectParams } from "./require-token.ts";
import { decodeV1Patches, encodeV1Clips } from "./v1-codec.ts";
import { decodeV2Patch, decodeV2Patches, encodeV2Clip } from "./v2-codec.ts";

interface ClipParams extends ProjectParams {
  readonly clipName: string;
}

export function addV1ClipRoutes(app: FastifyInstance, context: ServerContext): void {
  addRoutes<ProjectParams>(app, context, "/api/v1/clips/:project/:token", {
    GET: {
      permission: "read",
      answer: ({ params }) => ({
        data: { message: encodeV1Clips(listClips(context.library, params.project)) },
      }),
    },
    PATCH: {
      permission: "write",
      answer: ({ params, body }) => {
        const names = change(context, params.project, decodeV1Patches(body));
        return { data: { message: `Updated ${names.length} clip(s).` } };
      },
    },
  });
}

export function addV2ClipRoutes(app: FastifyInstance, context: ServerContext): void {
  addRoutes<ProjectParams>(app, context, "/api/v2/clips/:project/:token", {
    GET: {
      permission: "read",
      answer: ({ params }) => ({ data: listClips(context.library, params.project).map(encodeV2Clip) }),
    },
    PATCH: {
      permission: "write",
      answer: ({ params, body }) => {
        const names = change(context, params.project, decodeV2Patches(body));
        return { updated: names.length, projectId: params.project, names };
      },
    },
  });
  addRoutes<ClipParams>(app, context, "/api/v2/clips/:project/:clipName/:token", {
    GET: {
      permission: "read",
      answer: ({ params }) => {
        const clip = findClip(context.library, params.project, params.clipName.normalize("NFC"));
        if (!clip) throw new ApiError(404, "There is no clip of this name in the project.");
        return { data: encodeV2Clip(clip) };
      },
    },
    PATCH: {
      permission: "write",
      answer: ({ params, body }) => {
        const patch = decodeV2Patch(body, params.clipName.normalize("NFC"));
        const names = change(context, params.project, [patch]);
        if (names.length === 0) throw new ApiError(404, "There is no clip of this name in the project.");
        return { updated: names.length, projectId: params.project, names };
      },
    },
  });
}

function change(context: ServerContext, project: string, changes: readonly ClipChange[]): string[] {
  const names = changeClips(context.library, project, changes, context.clock());
  if (names.length > 0) context.emit({ type: "metadata-changed", project, clips: names });
  return names;
}
