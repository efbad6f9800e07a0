// The filters from one decoded picture to everything that is made of it: decoded once, scaled once, then split.
import { TAG_AS_BT709, asRecorded, colorChain, jpegOfVideo, lookChain } from "../color-chain.ts";
import { burnInChain } from "../burn-in/burn-in-chain.ts";
import { deinterlace } from "../deinterlace.ts";
import { fitProxySize } from "../proxy-size.ts";
import { inspectPicture } from "./inspect-chain.ts";
import type { GradedOutput, RenderPlan, StillOutput } from "./render-plan.ts";
import { retime } from "./retime.ts";

/** One encoded picture. */
interface Branch {
  /** The label that it ends in. */
  readonly label: "graded" | "log";
  /** From the shared picture to 8-bit BT.709. */
  readonly chain: readonly string[];
  /** From there to what the encoder takes; a still and the measurements are taken before it. */
  readonly finish: readonly string[];
}

/**
 * Pieces of a filter graph that end in the labels `graded`, `log` and `still`, as far as those are asked for.
 * ffmpeg's own autorotation has turned the picture before the first filter.
 */
export function pictureGraph(plan: RenderPlan): readonly string[] {
  const { video, size, rate } = plan;
  const branches = branchesOf(plan);
  const shared = branches.length > 1 ? asRecorded(video, size) : [];
  const head = [...deinterlace(video), ...retime(video, rate), ...shared];
  const inputs = branches.map(({ label }) => `[to-${label}]`);
  return [
    `[0:${video.streamIndex}]${chainInto(head, inputs)}`,
    ...branches.flatMap((branch, index) => branchGraph(branch, index === 0, plan)),
  ];
}

function branchesOf(plan: RenderPlan): readonly Branch[] {
  const { video, size, encoder, outputs } = plan;
  const { graded, log } = outputs;
  const branches: Branch[] = [];
  // The shared picture has the source's matrix and range, so that the same chain fits both.
  if (graded) {
    const chain =
      graded.look === undefined
        ? colorChain(video, size, { target: "video", isToneMapped: true })
        : lookChain(video, size, graded.look);
    branches.push({ label: "graded", chain, finish: [...burnIn(graded, plan), ...encoder.handOver] });
  }
  if (log) {
    const chain = colorChain(video, size, { target: "video", isToneMapped: false });
    branches.push({ label: "log", chain, finish: encoder.handOver });
  }
  return branches;
}

function burnIn({ burnIn: wanted }: GradedOutput, { size, rate, timecode }: RenderPlan): readonly string[] {
  if (!wanted) return [];
  return burnInChain(wanted.burnIn, { ...wanted.clip, ...size, rate, timecode }, wanted.fonts);
}

/** Still and measurements are taken from the first picture alone. */
function branchGraph(
  { label, chain, finish }: Branch,
  isFirst: boolean,
  { video, rate, capabilities, outputs }: RenderPlan,
): readonly string[] {
  const canFreeze = capabilities.filters.has("freezedetect");
  const { still, inspect } = isFirst ? outputs : {};
  const picture = [...chain, TAG_AS_BT709];
  const takers = [
    `[${label}-picture]`,
    ...(still ? ["[to-still]"] : []),
    ...(inspect ? ["[to-inspect]"] : []),
  ];
  return [
    `[to-${label}]${chainInto(picture, takers)}`,
    `[${label}-picture]${finish.length > 0 ? finish.join(",") : "null"}[${label}]`,
    ...(still ? [`[to-still]${stillChain(still, video).join(",")}[still]`] : []),
    ...(inspect ? [`[to-inspect]${inspectPicture(inspect.pictureFile, rate, canFreeze).join(",")}`] : []),
  ];
}

/** A chain that hands its picture to one or several labels. */
function chainInto(filters: readonly string[], labels: readonly string[]): string {
  const split = labels.length > 1 ? [`split=${labels.length}`] : [];
  const chain = [...filters, ...split];
  return `${(chain.length > 0 ? chain : ["null"]).join(",")}${labels.join("")}`;
}

/**
 * Chosen before they are converted: only these pay for it. The first frame comes out too, to be written over by the
 * one that is wanted: ffmpeg tells no progress before every output has got something.
 */
function stillChain({ frame, maxWidth }: StillOutput, video: RenderPlan["video"]): readonly string[] {
  const size = fitProxySize(video, { maxWidth, maxHeight: maxWidth });
  return [`select=eq(n\\,0)+eq(n\\,${frame})`, ...jpegOfVideo(size)];
}
