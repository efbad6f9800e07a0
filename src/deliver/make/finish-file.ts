// What was rendered becomes a file that may be sent: read back, compared with its source, on the disk, renamed.
import { open, rename, stat } from "node:fs/promises";
import type { CheckedClip, FoundFile, OwedFile, VideoRole } from "../../domain/clip.ts";
import type { ContentFacts } from "../../domain/content-facts.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { MediaFacts } from "../../domain/media-facts.ts";
import { compareMedia } from "../../media/compare-media.ts";
import { probeFile } from "../../media/probe-file.ts";
import { checkContent } from "../../spec/check-content.ts";
import { checkRendered } from "../../spec/check-rendered.ts";
import type { MakeContext } from "../delivery.ts";
import { type SourceIdentity, requireUnchanged } from "../../ledger/source-identity.ts";
import type { MadeFile } from "./made-file.ts";
import { workPath } from "./part-folder.ts";

export interface RenderedFile {
  readonly clip: CheckedClip;
  readonly role: VideoRole;
  readonly owed: OwedFile;
  readonly action: "remux" | "encode";
  /** The file on the card, as it was before the render began. */
  readonly file: FoundFile;
  readonly source: SourceIdentity;
  readonly facts: MediaFacts;
  /** Where the render lies. */
  readonly part: string;
  readonly content?: ContentFacts;
}

/** Throws `proxy_failed`, `card_changed`. Nothing but a whole and right file gets the final name. */
export async function finishFile(rendered: RenderedFile, make: MakeContext): Promise<MadeFile> {
  const { clip, role, action, file, source, part, content } = rendered;
  const facts = await readBack(rendered, make);
  await requireUnchanged(file);
  const { file: name, path } = workPath(clip, `${role}.mp4`, make);
  const { bytes, mtimeMs } = await keep(part, path);
  make.ledger.append(clip.card, {
    type: "made",
    clip: clip.name,
    role,
    source,
    recipe: rendered.owed.recipe,
    file: name,
    bytes,
    action,
    ...(content ? { content } : {}),
  });
  const { spec, allow } = make.check.wants;
  return {
    file: { role, path, sizeBytes: bytes, mtimeMs, action, source: file },
    facts,
    findings: content ? checkContent(content, role, spec, allow) : [],
  };
}

/** A name in the folder that survives a power loss must not point at bytes that did not. */
export async function keep(part: string, path: string): Promise<{ bytes: number; mtimeMs: number }> {
  const file = await open(part, "r+");
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(part, path);
  const { size: bytes, mtimeMs } = await stat(path);
  return { bytes, mtimeMs };
}

/** Probes what was made and holds it against the source and the spec; any difference fails the clip. */
async function readBack(
  { clip, role, action, facts, part }: RenderedFile,
  { check: { tools, signal, wants } }: MakeContext,
): Promise<MediaFacts> {
  const { spec, allow } = wants;
  const probed = await probeFile(tools, part, { signal, decodeEnds: true });
  if (!("facts" in probed)) throw renderError(role, probed.problem.message);
  const differences = compareMedia(facts, probed.facts, action).map(
    ({ what, source, made }) => `${what} is ${made}, the source has ${source}`,
  );
  const misses = checkRendered(probed.facts, role, clip.name, spec)
    .filter((finding) => finding.severity === "error" && !allow.has(finding.rule))
    .map((finding) => finding.message);
  const problems = [...differences, ...misses];
  if (problems.length > 0) throw renderError(role, problems.join("; "));
  return probed.facts;
}

function renderError(role: VideoRole, problem: string): OdailiesError {
  const text = problem.endsWith(".") ? problem : `${problem}.`;
  return new OdailiesError("proxy_failed", `The ${role} proxy is not what it should be: ${text}`, {
    hint: "Nothing of it was sent. Run again; if it stays so, send this clip from another tool.",
  });
}
