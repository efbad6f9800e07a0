// Why a file does not meet the spec, and what a person can do about it.
import type { CheckedClip, VideoRole } from "../../domain/clip.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { Finding } from "../../domain/finding.ts";
import type { ProbeProblem } from "../../domain/media-facts.ts";
import { ALWAYS_ERRORS } from "../../spec/build-spec.ts";

/** The first error finding of that file, in words. */
export function specError(clip: CheckedClip, role: VideoRole): OdailiesError {
  const errors = clip.findings.filter((finding) => finding.severity === "error" && finding.role === role);
  const first = errors.find((finding) => finding.fix === "none") ?? errors[0];
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  const what = role === "log" ? "The LOG file does not meet the spec: " : "";
  const problem = first?.message ?? "The file does not meet the spec.";
  return new OdailiesError("spec_not_met", `${what}${problem}${more}`, {
    hint: probeHint(clip, role) ?? findingHint(first),
  });
}

/** A file that cannot be a clip, told by a look into it alone. */
export function probeError({ code, message }: ProbeProblem): OdailiesError {
  return new OdailiesError("spec_not_met", message, { hint: PROBE_HINTS[code] });
}

/** The tool that reads this camera original, where no ffmpeg does: then it is no dailies clip, and no failure. */
export function neededTool({ probed }: CheckedClip): string | undefined {
  const { graded } = probed;
  return graded && "problem" in graded ? graded.problem.needs : undefined;
}

const PROBE_HINTS: Readonly<Record<ProbeProblem["code"], string>> = {
  empty: "Copy the clip from the card again: nothing is in it.",
  unreadable: "Check that the file is a video and that you may read it; else copy it from the card again.",
  no_streams: "Copy the clip from the card again, or render it again.",
  no_video: "It is sound only: leave it out of this folder, or render it with its picture.",
  undecodable: "Make dailies of it with a tool that reads it, and send those.",
  encrypted: "Ask for a copy without encryption.",
  partial: "Copy the clip from the card again, or render it again.",
  vanished: "Check the drive, then run again.",
};

function probeHint({ probed }: CheckedClip, role: VideoRole): string | undefined {
  const file = probed[role];
  return file && "problem" in file ? PROBE_HINTS[file.problem.code] : undefined;
}

function findingHint(finding: Finding | undefined): string {
  if (!finding || ALWAYS_ERRORS.has(finding.rule))
    return "Copy the clip from the card again, or render it again.";
  const pass = `--allow ${finding.rule} takes the clip all the same`;
  return finding.fix === "none"
    ? `Copy the clip from the card again, or render it again; where the recording itself is so, ${pass}.`
    : `--proxy auto makes a proxy that meets the spec; ${pass}.`;
}
