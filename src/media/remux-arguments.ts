// The command line of a remux: the same coded pictures and sound in a new, clean container.
import type { AudioFacts, VideoFacts } from "../domain/media-facts.ts";
import type { AudioChoice } from "./choose-audio.ts";
import { sourceMatrix } from "./color-chain.ts";
import { type SourceInput, inputArguments } from "./input-arguments.ts";
import { QUIET_WITH_PROGRESS, movieArguments } from "./output-arguments.ts";
import type { Capabilities } from "./read-capabilities.ts";
import { type AudioTiming, soundGraph } from "./sound-graph.ts";

export interface RemuxPlan {
  readonly input: SourceInput;
  readonly video: VideoFacts;
  readonly audio: AudioChoice | undefined;
  readonly timecode: string | undefined;
  readonly target: string;
  readonly capabilities: Capabilities;
}

/**
 * Pure. The picture is always copied; so is sound that plays everywhere, and any other becomes AAC stereo. Sound of
 * several files is made anew: in each of them it ends where its own packets do, which is never where the picture ends.
 */
export function remuxArguments(plan: RemuxPlan): readonly string[] {
  const { video } = plan;
  return [
    ...QUIET_WITH_PROGRESS,
    ...inputArguments(plan.input),
    ...["-map", `0:${video.streamIndex}`, "-c:v", "copy"],
    ...tagArguments(video, plan.capabilities),
    ...soundArguments(plan),
    ...movieArguments(plan.timecode),
    `file:${plan.target}`,
  ];
}

/** What a remux makes of sound that cannot stay: the default spec's. */
const SOUND = { bitRate: "192k", sampleRate: 48_000 };

function soundArguments({ audio, video, input }: RemuxPlan): readonly string[] {
  const [only, second] = audio?.streams ?? [];
  if (!audio || !only) return [];
  if (input.list === undefined && !second && playsEverywhere(only))
    return ["-map", `0:${only.streamIndex}`, "-c:a", "copy"];
  const timing: AudioTiming = {
    sampleRate: SOUND.sampleRate,
    videoStartSeconds: "copied",
    videoSeconds: video.durationSeconds && Math.max(0, video.startSeconds ?? 0) + video.durationSeconds,
    isJoined: input.list !== undefined,
  };
  return [
    ...["-filter_complex", soundGraph(audio, timing, [], ["[a]"]).join(";"), "-map", "[a]"],
    ...["-c:a", "aac", "-b:a", SOUND.bitRate, "-ar", String(SOUND.sampleRate), "-ac", "2"],
  ];
}

function playsEverywhere({ codec, profile, channels, sampleRate }: AudioFacts): boolean {
  return (
    codec === "aac" && profile === "LC" && channels <= 2 && (sampleRate === 48_000 || sampleRate === 44_100)
  );
}

const CODE_OF_BT709 = 1;

/**
 * Says in the bitstream and in the container what players assume anyway: BT.709. Only fields that are not tagged
 * are filled in, and only where the tagged ones do not speak against it; untagged pictures below 720 lines are
 * taken for BT.601 by players, so they are not called BT.709. Pictures are not touched.
 */
function tagArguments(video: VideoFacts, capabilities: Capabilities): readonly string[] {
  const { colorPrimaries, colorTransfer, colorMatrix } = video;
  const tags = [colorPrimaries, colorTransfer, colorMatrix];
  const isComplete = tags.every((tag) => tag !== undefined);
  const isContrary = tags.some((tag) => tag !== undefined && tag !== "bt709");
  if (isComplete || isContrary || sourceMatrix(video) !== "bt709") return [];
  const options = ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"];
  if (video.codec !== "h264" || !capabilities.bitstreamFilters.has("h264_metadata")) return options;
  const fields = ["colour_primaries", "transfer_characteristics", "matrix_coefficients"];
  const filter = fields.map((field) => `${field}=${CODE_OF_BT709}`).join(":");
  return [...options, "-bsf:v", `h264_metadata=${filter}`];
}
