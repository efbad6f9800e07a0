// Listens to the first seconds of every track for timecode, which nobody wants to hear in dailies.
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { AudioFacts } from "../../domain/media-facts.ts";
import { type SourceInput, inputArguments } from "../input-arguments.ts";
import { runProgram } from "../run-program.ts";
import { LTC_SAMPLE_RATE, decodeLtc } from "./decode-ltc.ts";

/** One channel that holds timecode. */
export interface LtcChannel {
  readonly streamIndex: number;
  /** From 0. */
  readonly channel: number;
  /** What it reads in the first seconds; undefined where only the track's name tells. */
  readonly label: string | undefined;
}

export interface LtcSearch {
  readonly ffmpegPath: string;
  readonly input: SourceInput;
  /** Tracks that can be decoded. */
  readonly tracks: readonly AudioFacts[];
  /** For what is decoded; nothing is left in it. */
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
}

const SECONDS = 3;
/** On opening a file ffmpeg decodes some pictures, which takes a second of UHD: told to skip them all, it does not. */
const NO_PICTURES = ["-skip_frame:v", "all"];
const NAMED = /\b(ltc|tc|time ?code)\b/i;

/** Never fails: sound that cannot be listened to is no timecode. */
export async function findLtc(search: LtcSearch): Promise<readonly LtcChannel[]> {
  const named = search.tracks.filter(({ title }) => NAMED.test(title ?? ""));
  const others = search.tracks.filter((track) => !named.includes(track));
  const heard = others.length > 0 ? await listen(search, others) : [];
  return [
    ...named.flatMap(({ streamIndex, channels }) =>
      Array.from({ length: channels }, (_, channel) => ({ streamIndex, channel, label: undefined })),
    ),
    ...heard,
  ];
}

async function listen(search: LtcSearch, tracks: readonly AudioFacts[]): Promise<readonly LtcChannel[]> {
  const fileOf = ({ streamIndex }: AudioFacts) => `track-${streamIndex}.pcm`;
  const outputs = tracks.flatMap((track) => [
    ...["-map", `0:${track.streamIndex}`, "-t", String(SECONDS), "-ar", String(LTC_SAMPLE_RATE)],
    ...["-c:a", "pcm_s16le", "-f", "s16le", `file:${fileOf(track)}`],
  ]);
  await runProgram({
    path: search.ffmpegPath,
    args: [
      ...["-hide_banner", "-nostdin", "-nostats", "-v", "error", "-y"],
      ...NO_PICTURES,
      ...inputArguments(search.input),
      ...outputs,
    ],
    cwd: search.folder,
    signal: search.signal,
    timeoutMs: 60_000,
  });
  const found: LtcChannel[] = [];
  for (const track of tracks) {
    const file = join(search.folder, fileOf(track));
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    await rm(file, { force: true });
    for (let channel = 0; channel < track.channels; channel += 1) {
      const label = decodeLtc(channelOf(bytes, channel, track.channels));
      if (label !== undefined) found.push({ streamIndex: track.streamIndex, channel, label });
    }
  }
  return found;
}

function channelOf(bytes: Buffer, channel: number, channels: number): Int16Array {
  const samples = new Int16Array(Math.floor(bytes.length / 2 / channels));
  for (let index = 0; index < samples.length; index += 1)
    samples[index] = bytes.readInt16LE((index * channels + channel) * 2);
  return samples;
}
