// Builds probed clips around given facts.
import type { FoundFile, ProbedClip, ProbedFile } from "../../src/domain/clip.ts";
import type { MediaFacts, ProbeProblem } from "../../src/domain/media-facts.ts";

export interface ClipParts {
  readonly name?: string;
  readonly graded?: MediaFacts | ProbeProblem;
  readonly log?: MediaFacts | ProbeProblem;
  readonly gradedFileName?: string;
  readonly logFileName?: string;
}

export function probedClip(parts: ClipParts): ProbedClip {
  const name = parts.name ?? "A001C001";
  const graded = parts.graded && probedFile(`_graded/${parts.gradedFileName ?? `${name}.mp4`}`, parts.graded);
  const log = parts.log && probedFile(`_log/${parts.logFileName ?? `${name}.mp4`}`, parts.log);
  return {
    name,
    card: { root: "/offload/A001", name: "A001" },
    layout: "odailies-folders",
    roll: "A001",
    camera: "A",
    date: undefined,
    owes: [],
    sidecars: [],
    ...(graded && { graded: graded.file }),
    ...(log && { log: log.file }),
    probed: { ...(graded && { graded }), ...(log && { log }) },
  };
}

function probedFile(relativePath: string, result: MediaFacts | ProbeProblem): ProbedFile {
  const isProblem = "code" in result;
  const sizeBytes = isProblem ? (result.code === "empty" ? 0 : 1000) : result.sizeBytes;
  const file: FoundFile = { path: `/offload/A001/${relativePath}`, relativePath, sizeBytes, mtimeMs: 0 };
  return isProblem ? { file, problem: result } : { file, facts: result };
}
