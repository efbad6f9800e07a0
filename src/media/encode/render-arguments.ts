// The command line of a render, built of its plan alone: one input, one filter graph, everything that is made.
import { VIDEO_ROLES } from "../../domain/clip.ts";
import { formatRational, toNumber } from "../../domain/rational.ts";
import { inputArguments } from "../input-arguments.ts";
import { BT709_TAGS, QUIET_WITH_PROGRESS, keepTimesArguments, movieArguments } from "../output-arguments.ts";
import { expectedFrames } from "../../domain/proxy-rate.ts";
import { inspectSound } from "./inspect-chain.ts";
import { pictureGraph } from "./picture-graph.ts";
import type { RenderPlan, StillOutput } from "./render-plan.ts";
import { soundGraph } from "../sound-graph.ts";

/** Pure. Pictures and the chosen sound are mapped, never data streams: those break drop-frame timecode. */
export function renderArguments(plan: RenderPlan): readonly string[] {
  const { outputs, capabilities } = plan;
  const movies = VIDEO_ROLES.flatMap((role) => {
    const file = outputs[role]?.file;
    return file === undefined ? [] : [{ role, file }];
  });
  const graph = [...pictureGraph(plan), ...soundPieces(plan, movies)];
  const threads = plan.threads === undefined ? [] : ["-threads", String(plan.threads)];
  return [
    ...QUIET_WITH_PROGRESS,
    ...plan.encoder.globalArguments,
    ...threads,
    ...inputArguments(plan.input),
    ...["-filter_complex", graph.join(";")],
    ...movies.flatMap(movieOutput),
    ...(outputs.still ? stillOutput(outputs.still) : []),
  ];

  /** Progress counts the frames of the first output, which is the graded one where there is one. */
  function movieOutput({ role, file }: Movie): readonly string[] {
    const { shape, size, rate, audio } = plan;
    return [
      ...["-map", `[${role}]`, ...(audio ? ["-map", `[${role}-sound]`] : [])],
      ...plan.encoder.pictureArguments(shape, size, rate),
      ...["-r", formatRational(rate), ...BT709_TAGS],
      ...keepTimesArguments(capabilities),
      ...(audio ? ["-c:a", "aac", "-b:a", String(shape.audioBitRate)] : []),
      ...(audio ? ["-ar", String(shape.audioSampleRate), "-ac", "2"] : []),
      ...threads,
      ...movieArguments(plan.timecode),
      `file:${file}`,
    ];
  }

  /** A file that is written over: see `stillChain`. Names are ours, so none holds a pattern. */
  function stillOutput({ file, frame }: StillOutput): readonly string[] {
    return [
      ...["-map", "[still]", "-frames:v", frame === 0 ? "1" : "2", ...keepTimesArguments(capabilities)],
      ...["-map_metadata", "-1", "-map_chapters", "-1", "-c:v", "mjpeg", "-q:v", "3"],
      ...["-f", "image2", "-update", "1", `file:${file}`],
    ];
  }
}

interface Movie {
  readonly role: "graded" | "log";
  readonly file: string;
}

function soundPieces(plan: RenderPlan, movies: readonly Movie[]): readonly string[] {
  const { audio, video, rate, shape, outputs, input } = plan;
  if (!audio) return [];
  const frames = expectedFrames(video, rate);
  const timing = {
    sampleRate: shape.audioSampleRate,
    videoStartSeconds: video.startSeconds,
    videoSeconds: frames === undefined ? undefined : frames / toNumber(rate),
    isJoined: input.list !== undefined,
  };
  const finish = outputs.inspect ? inspectSound(outputs.inspect.soundFile) : [];
  const labels = movies.map(({ role }) => `[${role}-sound]`);
  return soundGraph(audio, timing, finish, labels);
}
