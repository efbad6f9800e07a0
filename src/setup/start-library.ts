// The embedded server on the local library, with thumbnails by ffmpeg and ALE import by our own reader.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { UserFolders } from "../config/user-folders.ts";
import type { MediaFacts } from "../domain/media-facts.ts";
import { toNumber } from "../domain/rational.ts";
import { convertToPng } from "../media/convert-to-png.ts";
import { makeStill, middleSeconds } from "../media/make-still.ts";
import type { MediaTools } from "../media/find-media-tools.ts";
import { probeFile } from "../media/probe-file.ts";
import { readSheet } from "../metadata/read-sheet.ts";
import { createSlices } from "../metadata/slices.ts";
import { understandInSlices } from "../metadata/understand-sheet.ts";
import type { EditorOptions, PictureSource } from "../server/editor/editor-options.ts";
import type { MediaSummary } from "../server/server-context.ts";
import { type RunningServer, type ServerOptions, startServer } from "../server/start-server.ts";

const THUMBNAIL_WIDTH = 1280;
const THUMBNAIL_TIMEOUT_MS = 120_000;

export interface LibraryPlace extends Pick<ServerOptions, "host" | "port" | "onEvent"> {
  readonly editor?: Omit<EditorOptions, "makePicture"> | undefined;
}

export async function startLibrary(
  folders: Pick<UserFolders, "library">,
  /** Asked for the first video only: listing and patching need no ffmpeg. For the editor it has to be there at once. */
  findTools: () => Promise<MediaTools>,
  { editor, ...place }: LibraryPlace,
): Promise<RunningServer> {
  let found: Promise<MediaTools> | undefined;
  const tools = () => (found ??= findTools());
  // The editor asks for pictures of everything: better no server than one that has none.
  if (editor) await tools();
  return startServer({
    ...place,
    libraryFolder: folders.library,
    makeThumbnail: async (video, target) => makeThumbnail(await tools(), video, target),
    readAle,
    readMedia: async (video) => {
      const there = await tools().catch(() => undefined);
      return there && readMedia(there, video);
    },
    editor: editor && {
      ...editor,
      makePicture: async (source) => makePicture(await tools(), source),
    },
  });
}

/** The middle frame, as the service does it. */
async function makeThumbnail(tools: MediaTools, video: string, target: string): Promise<void> {
  const signal = AbortSignal.timeout(THUMBNAIL_TIMEOUT_MS);
  const facts = await readFacts(tools, video, signal);
  const at = { seconds: middleSeconds(facts) };
  await makeStill(tools, { source: video, facts, at, target, maxWidth: THUMBNAIL_WIDTH, signal });
}

/** Lengths to the millisecond; undefined for what is no video. */
async function readMedia(tools: MediaTools, path: string): Promise<MediaSummary | undefined> {
  const signal = AbortSignal.timeout(THUMBNAIL_TIMEOUT_MS);
  const facts = await readFacts(tools, path, signal).catch(() => undefined);
  if (!facts?.video) return undefined;
  const { video, audio, container } = facts;
  const seconds = video.durationSeconds ?? container.durationSeconds;
  const rate = video.averageFrameRate ?? video.frameRate;
  return {
    ...(seconds === undefined ? {} : { durationSeconds: Math.round(seconds * 1000) / 1000 }),
    ...(rate ? { frameSeconds: 1 / toNumber(rate) } : {}),
    width: video.displayWidth,
    height: video.displayHeight,
    audioTracks: audio.map(({ title }, index) => title ?? `Audio ${index + 1}`),
  };
}

async function makePicture(tools: MediaTools, picture: PictureSource): Promise<Buffer> {
  const { file: source, atSeconds, maxWidth } = picture;
  const signal = AbortSignal.any([picture.signal, AbortSignal.timeout(THUMBNAIL_TIMEOUT_MS)]);
  const folder = await mkdtemp(join(tmpdir(), "odailies-picture-"));
  const target = join(folder, "picture.png");
  try {
    if (atSeconds === undefined) await convertToPng(tools, { source, target, maxWidth, signal });
    else {
      const facts = await readFacts(tools, source, signal);
      const at = { seconds: atSeconds };
      await makeStill(tools, { source, facts, at, target, maxWidth, signal, format: "png" });
    }
    return await readFile(target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Throws where the file is none that can be read. */
async function readFacts(tools: MediaTools, path: string, signal: AbortSignal): Promise<MediaFacts> {
  const probed = await probeFile(tools, path, { signal, decodeEnds: false });
  if (!("facts" in probed)) throw new Error(probed.problem.message);
  return probed.facts;
}

/** Every name that a row could mean is offered; the server takes those that it has a clip for. */
async function readAle(path: string): ReturnType<NonNullable<ServerOptions["readAle"]>> {
  return (await understandInSlices(await readSheet(path), createSlices())).rows;
}
