// The first look at a file: is it there, is it ISO base media, what does its own index say.
import { UnfitFileError } from "../files/open-ordinary.ts";
import type { ProbeProblem } from "../domain/media-facts.ts";
import { isIsoBaseMedia } from "./boxes.ts";
import { type ByteSource, withByteSource } from "./byte-source.ts";
import type { FfprobeStream } from "./ffprobe-report.ts";
import type { ContainerKind } from "./input-arguments.ts";
import { type MovieIndex, readMovieIndex } from "./movie-index.ts";
import type { TrackTable } from "./sample-table.ts";

export interface OpenedMovie {
  readonly sizeBytes: number;
  readonly kind: ContainerKind;
  /** Of ISO base media only. */
  readonly index: MovieIndex | undefined;
}

export async function openMovie(path: string): Promise<OpenedMovie | ProbeProblem> {
  try {
    return await withByteSource(path, examine);
  } catch (error) {
    if (error instanceof UnfitFileError)
      return { code: "unreadable", message: `The file cannot be read: ${error.message}.` };
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    if (code === "ENOENT") return { code: "vanished", message: "The file is not there any more." };
    return { code: "unreadable", message: `The file cannot be read (${code}).` };
  }
}

async function examine(source: ByteSource): Promise<OpenedMovie | ProbeProblem> {
  if (source.sizeBytes === 0) return { code: "empty", message: "The file is empty (0 bytes)." };
  const isIso = isIsoBaseMedia(await source.read(0, 16));
  return {
    sizeBytes: source.sizeBytes,
    kind: isIso ? "iso" : "other",
    index: isIso ? await readMovieIndex(source) : undefined,
  };
}

/** By track id where ffprobe tells it (since 4.4), by position where it does not. */
export function findTable(
  index: MovieIndex | undefined,
  stream: FfprobeStream,
  handler: "vide" | "soun",
): TrackTable | undefined {
  const table = trackOf(index, stream);
  return table?.handler === handler ? table : undefined;
}

function trackOf(index: MovieIndex | undefined, stream: FfprobeStream): TrackTable | undefined {
  const id = stream.id === undefined ? undefined : Number(stream.id);
  return id === undefined ? index?.tracks[stream.index] : index?.tracks.find((track) => track.trackId === id);
}

/** Handlers of tracks that go with a film and are none: depth maps, mattes, stills (ISO/IEC 14496-12 and 23008-12). */
const AUXILIARY = new Set(["auxv", "pict"]);

/** The streams that ffprobe lists without those that the file's own index calls auxiliary; builds differ in that. */
export function withoutAuxiliary(
  streams: readonly FfprobeStream[],
  index: MovieIndex | undefined,
): readonly FfprobeStream[] {
  return streams.filter((stream) => !AUXILIARY.has(trackOf(index, stream)?.handler ?? ""));
}
