// Judges a probed clip by the delivery spec: findings, and what is to be done with each of its video files.
import type { CheckedClip, ProbedClip, ProbedFile, Verdict, VideoRole } from "../domain/clip.ts";
import type { Finding } from "../domain/finding.ts";
import type { Spec } from "../domain/spec.ts";
import type { MediaFacts } from "../domain/media-facts.ts";
import { findingsOf, type ProxyMode, verdictOf } from "./judge.ts";
import { judgePicture } from "./judge-picture.ts";
import { isRemuxable } from "./remux-fit.ts";
import type { GradedPartner, VideoFileContext } from "./rule.ts";
import type { ThumbnailFacts } from "./thumbnail-facts.ts";

export interface CheckOptions {
  readonly spec: Spec;
  /** Rule ids whose errors become warnings and ask for no mend. Without effect on a file that has no facts. */
  readonly allow: ReadonlySet<string>;
  readonly proxy: ProxyMode;
  /** Something is burnt into every graded file, so that each is encoded. */
  readonly burnsIn?: boolean;
  /** Facts of the supplied thumbnail, where there is one. */
  readonly thumbnail?: ThumbnailFacts;
}

interface Judgement {
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}

const NOTHING_ALLOWED: ReadonlySet<string> = new Set();

/**
 * Pure. Findings come in the order graded, LOG, thumbnail, each in the spec's order.
 *
 * The graded file defines the clip: what is wrong between the two variants blocks the LOG file alone, and a LOG
 * file whose graded file is rejected is rejected too (`pair.gradedAccepted`; `--allow` it where an accepted graded
 * file is at the destination already). A LOG file without a graded one beside it goes up with a warning.
 * An error about the thumbnail (role `thumbnail`) means that this picture is not sent; no verdict depends on it.
 */
export function checkClip(clip: ProbedClip, options: CheckOptions): CheckedClip {
  const { graded: gradedFile, log: logFile } = clip.probed;
  const ungraded = gradedFile && judge(contextOf(clip, "graded", gradedFile), options);
  const isChanged = clip.look !== undefined || options.burnsIn === true;
  const graded = ungraded && isChanged ? throughEncode(ungraded) : ungraded;
  const partner = gradedFile && graded && partnerOf(gradedFile, graded.verdict);
  const log = logFile && judge({ ...contextOf(clip, "log", logFile), pair: { graded: partner } }, options);
  const { thumbnail } = options;
  const ofGraded = graded?.findings ?? [];
  // One file for both is spoken of once.
  const isSame = clip.log !== undefined && clip.log.path === clip.graded?.path;
  const ofLog = (log?.findings ?? []).filter((finding) => !isSame || !isAmong(finding, ofGraded));
  const ofThumbnail = thumbnail ? judgePicture(thumbnail, options) : [];
  return {
    ...clip,
    findings: [...ofGraded, ...ofLog, ...ofThumbnail],
    verdicts: { ...(graded && { graded: graded.verdict }), ...(log && { log: log.verdict }) },
  };
}

function judge(context: VideoFileContext, options: CheckOptions): Judgement {
  const allow = context.facts ? options.allow : NOTHING_ALLOWED;
  const findings = findingsOf(context, options.spec, allow);
  const verdict = verdictOf(findings, context.facts, { proxy: options.proxy, allow });
  return { findings, verdict: throughJoin(verdict, context.facts) };
}

/** Several files can only go as the one that is made of them. */
function throughJoin(verdict: Verdict, facts: MediaFacts | undefined): Verdict {
  if (verdict !== "passthrough" || !facts?.parts) return verdict;
  return isRemuxable(facts) ? "remux" : "encode";
}

/** A look is laid on and a text burnt in by an encode, whatever else the file may need. */
function throughEncode({ findings, verdict }: Judgement): Judgement {
  return { findings, verdict: verdict === "reject" ? "reject" : "encode" };
}

function isAmong({ rule, message }: Finding, others: readonly Finding[]): boolean {
  return others.some((other) => other.rule === rule && other.message === message);
}

function contextOf(clip: ProbedClip, role: VideoRole, probed: ProbedFile): VideoFileContext {
  return {
    kind: "video",
    role,
    clipName: clip.name,
    fileName: fileNameOf(probed),
    sizeBytes: probed.file.sizeBytes,
    facts: "facts" in probed ? probed.facts : undefined,
    problem: "problem" in probed ? probed.problem : undefined,
  };
}

function partnerOf(probed: ProbedFile, verdict: Verdict): GradedPartner {
  return { fileName: fileNameOf(probed), facts: "facts" in probed ? probed.facts : undefined, verdict };
}

function fileNameOf(probed: ProbedFile): string {
  return probed.file.relativePath.split("/").at(-1) ?? "";
}
