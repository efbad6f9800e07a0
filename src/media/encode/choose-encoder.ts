// Which encoder works on this machine: a chip is believed only after it has encoded something.
import { withoutEnd } from "../../domain/without-end.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProxyShape } from "../../domain/spec.ts";
import type { MediaTools } from "../find-media-tools.ts";
import { BT709_TAGS } from "../output-arguments.ts";
import { probeFile } from "../probe-file.ts";
import { runProgram } from "../run-program.ts";
import type { Encoder, EncoderName } from "./encoders/encoder.ts";
import { ENCODERS } from "./encoders/index.ts";
import { X264 } from "./encoders/x264.ts";
import { withoutAddress } from "../without-address.ts";

export interface EncoderChoice {
  readonly encoder: Encoder;
  /** Why an encoder that was asked for by name is not used: a sentence for people. */
  readonly warning: string | undefined;
}

/** `auto` takes the first that works and says nothing of the others; a name that does not work falls back to x264. */
export async function chooseEncoder(
  tools: MediaTools,
  wanted: EncoderName | "auto",
  shape: ProxyShape,
  signal: AbortSignal,
): Promise<EncoderChoice> {
  if (wanted === "x264") return { encoder: X264, warning: undefined };
  let reason = "it is not known";
  for (const encoder of ENCODERS.filter(({ name }) => wanted === "auto" || name === wanted)) {
    const fault = encoder === X264 ? undefined : await tryEncoder(tools, encoder, shape, signal);
    if (fault === undefined) return { encoder, warning: undefined };
    reason = fault;
  }
  return {
    encoder: X264,
    warning: `The encoder ${wanted} does not work here (${reason}); proxies are made with x264.`,
  };
}

const SIZE = { width: 1280, height: 720 };
const RATE = { num: 25, den: 1 };
const FRAMES = 25;

/** Encodes a second of bars and reads it back. Undefined when what came out is right, else what was wrong. */
async function tryEncoder(
  tools: MediaTools,
  encoder: Encoder,
  shape: ProxyShape,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { ffmpeg } = tools;
  if (!ffmpeg.capabilities.encoders.has(encoder.codec))
    return `ffmpeg ${ffmpeg.version} lacks ${encoder.codec}`;
  const folder = await mkdtemp(join(tmpdir(), "odailies-encoder-"));
  try {
    const target = join(folder, "trial.mp4");
    const source = `smptebars=s=${SIZE.width}x${SIZE.height}:r=${RATE.num}`;
    const chain = ["format=yuv420p", ...encoder.handOver].join(",");
    const end = await runProgram({
      path: ffmpeg.path,
      args: [
        ...["-hide_banner", "-nostdin", "-v", "error", ...encoder.globalArguments],
        ...["-f", "lavfi", "-i", source, "-frames:v", String(FRAMES), "-vf", chain],
        ...encoder.pictureArguments(shape, SIZE, RATE),
        ...[...BT709_TAGS, "-f", "mp4", `file:${target}`],
      ],
      signal,
      timeoutMs: 30_000,
    });
    if (end.ending !== "exited" || end.exitCode !== 0) {
      const line = end.stderrLines.find((each) => each.trim() !== "");
      return withoutEnd(withoutAddress(line ?? end.ending), ".");
    }
    const probed = await probeFile(tools, target, { signal, decodeEnds: true });
    if ("problem" in probed) return withoutEnd(probed.problem.message, ".");
    const { video, decodeErrors = [] } = probed.facts;
    if (video?.codec !== "h264" || video.frameCount !== FRAMES || decodeErrors.length > 0)
      return "what it encodes is not whole";
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
