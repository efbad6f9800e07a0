// The embedded server on the local library, with thumbnails by ffmpeg and ALE import by our own reader.
import type { UserFolders } from "../config/user-folders.ts";
import { makeStill, middleSeconds } from "../media/make-still.ts";
import type { MediaTools } from "../media/find-media-tools.ts";
import { probeFile } from "../media/probe-file.ts";
import { readSheet } from "../metadata/read-sheet.ts";
import { understandSheet } from "../metadata/understand-sheet.ts";
import { type RunningServer, type ServerOptions, startServer } from "../server/start-server.ts";

const THUMBNAIL_WIDTH = 1280;
const THUMBNAIL_TIMEOUT_MS = 120_000;

type Place = Pick<ServerOptions, "host" | "port" | "onEvent">;

export function startLibrary(
  folders: Pick<UserFolders, "library">,
  /** Asked for the first video only: listing and patching need no ffmpeg. */
  findTools: () => Promise<MediaTools>,
  place: Place,
): Promise<RunningServer> {
  let found: Promise<MediaTools> | undefined;
  const tools = () => (found ??= findTools());
  return startServer({
    ...place,
    libraryFolder: folders.library,
    makeThumbnail: async (video, target) => makeThumbnail(await tools(), video, target),
    readAle,
    readDuration: async (video) => {
      const there = await tools().catch(() => undefined);
      return there && readDuration(there, video);
    },
  });
}

/** The middle frame, as the service does it. */
async function makeThumbnail(tools: MediaTools, video: string, target: string): Promise<void> {
  const signal = AbortSignal.timeout(THUMBNAIL_TIMEOUT_MS);
  const probed = await probeFile(tools, video, { signal, decodeEnds: false });
  if (!("facts" in probed)) throw new Error(probed.problem.message);
  const { facts } = probed;
  const at = { seconds: middleSeconds(facts) };
  await makeStill(tools, { source: video, facts, at, target, maxWidth: THUMBNAIL_WIDTH, signal });
}

/** To the millisecond; undefined for what is no video. */
async function readDuration(tools: MediaTools, video: string): Promise<number | undefined> {
  const signal = AbortSignal.timeout(THUMBNAIL_TIMEOUT_MS);
  const probed = await probeFile(tools, video, { signal, decodeEnds: false }).catch(() => undefined);
  if (!probed || !("facts" in probed)) return undefined;
  const seconds = probed.facts.video?.durationSeconds ?? probed.facts.container.durationSeconds;
  return seconds === undefined ? undefined : Math.round(seconds * 1000) / 1000;
}

/** Every name that a row could mean is offered; the server takes those that it has a clip for. */
async function readAle(path: string): ReturnType<NonNullable<ServerOptions["readAle"]>> {
  return understandSheet(await readSheet(path), {}).rows;
}
