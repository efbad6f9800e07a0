// fetchFileUrl, mediaTabContentUrl and fetchThumbnailUrl: what the editor asks with its token.
import type { FastifyInstance, FastifyRequest } from "fastify";
import { EDITOR_UNITS_PER_SECOND } from "../../domain/editor-time.ts";
import { ApiError } from "../api/api-error.ts";
import { encodePages, streamListing } from "../api/stream-listing.ts";
import type { TokenSummary } from "../library/tokens.ts";
import { calledOrigin } from "../origin.ts";
import type { ServerContext } from "../server-context.ts";
import { type EditorClip, findEditorClip, readEditorClips } from "./editor-clip.ts";
import type { EditorMedia } from "./editor-media.ts";
import { EDITOR_PREFIX, type EditorOptions } from "./editor-options.ts";
import { requireEditorToken } from "./editor-token.ts";
import { listClips } from "./list-clips.ts";
import { readListRequest, textOf } from "./list-request.ts";
import { describeEntry, type MediaEntry } from "./media-entry.ts";
import { signPlayAddress } from "./play-address.ts";
import { takeOnly } from "./take-only.ts";

/** So many entries of a list are made at a time: it is sent as it is made. */
const ENTRIES_AT_ONCE = 8;

interface FileRoutes {
  readonly media: EditorMedia;
  readonly url: EditorOptions["url"];
}

export function addFileRoutes(
  app: FastifyInstance,
  context: ServerContext,
  { media, url }: FileRoutes,
): void {
  const { library, clock } = context;
  const tokenOf = ({ headers }: FastifyRequest) => requireEditorToken(library, headers.authorization);
  const requireClip = async (token: TokenSummary, id: string) => {
    const clip = await findEditorClip(library, token, id);
    if (!clip) throw new ApiError(404, "There is no media file with this id.");
    return clip;
  };
  const entryOf = async (clip: EditorClip, token: TokenSummary, request: FastifyRequest) => {
    const [summary, thumbnail] = await Promise.all([media.read(clip), media.poster(clip)]);
    const origin = url ?? calledOrigin(request, request.socket.localPort ?? 0);
    const played = { project: clip.project, path: clip.graded.path };
    const previewUrl = `${origin}${EDITOR_PREFIX}${signPlayAddress(library, played, token, clock())}`;
    return describeEntry(clip, { media: summary, previewUrl, thumbnail });
  };

  app.get<{ Params: { readonly id: string } }>("/file/:id", async (request, reply) => {
    const token = tokenOf(request);
    const clip = await requireClip(token, request.params.id);
    return reply.send(await entryOf(clip, token, request));
  });

  app.get("/media", async (request, reply) => {
    const token = tokenOf(request);
    const wanted = readListRequest(request.query as Readonly<Record<string, unknown>>);
    const { totalCount, clips } = await listClips(readEditorClips(library, token), wanted);
    const pages = makeEntries(clips, (clip) => entryOf(clip, token, request));
    const head = `{"total_count":${totalCount},"entries":[`;
    return reply.type("application/json; charset=utf-8").send(
      streamListing(
        head,
        encodePages(pages, (entry) => JSON.stringify(entry)),
        "]}",
      ),
    );
  });

  app.get("/thumbnail", async (request, reply) => {
    const token = tokenOf(request);
    const query = request.query as Readonly<Record<string, unknown>>;
    const clip = await requireClip(token, textOf(query, "id"));
    const data = await media.frame(clip, secondsOf(textOf(query, "time")));
    return reply.send({ data });
  });

  for (const path of ["/file/:id", "/media", "/thumbnail"]) takeOnly(app, path, ["GET", "HEAD"]);
}

async function* makeEntries(
  clips: readonly EditorClip[],
  make: (clip: EditorClip) => Promise<MediaEntry>,
): AsyncGenerator<MediaEntry[]> {
  for (let start = 0; start < clips.length; start += ENTRIES_AT_ONCE) {
    yield await Promise.all(clips.slice(start, start + ENTRIES_AT_ONCE).map(make));
  }
}

/** Throws 400. */
function secondsOf(time: string): number {
  if (!/^\d{1,15}(?:\.\d+)?$/.test(time)) throw new ApiError(400, "time must be a number of 100 ns.");
  return Number(time) / EDITOR_UNITS_PER_SECOND;
}
