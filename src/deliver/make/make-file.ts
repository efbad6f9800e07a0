// CheckedClip → files that may be sent: passed through as they are, found finished from an earlier run, or made.
import type { CheckedClip, FoundFile, OwedFile, ReadyFile, VideoRole } from "../../domain/clip.ts";
import { OdailiesError } from "../../domain/errors.ts";
import { probeFile } from "../../media/probe-file.ts";
import { checkContent } from "../../spec/check-content.ts";
import { requireWholeEnds } from "../check/require-whole.ts";
import { specError } from "../check/spec-error.ts";
import type { MakeContext } from "../delivery.ts";
import type { Priority } from "../limits.ts";
import { placeOfClip } from "./part-folder.ts";
import { findMade } from "../standing.ts";
import { type ClipToEncode, encodeClip } from "./encode-clip.ts";
import type { Beside, FileToMake } from "./file-to-make.ts";
import type { MadeFile } from "./made-file.ts";
import { remuxFile } from "./remux-file.ts";
import { withStart } from "./with-start.ts";

export interface FileOrder {
  readonly role: VideoRole;
  readonly owed: OwedFile;
  readonly beside: Beside;
  readonly priority: Priority;
}

/**
 * Makes the file of one role ready. Throws `spec_not_met`, `proxy_failed`, `insufficient_space`; nothing half-made
 * is ever left under the final name.
 */
export async function makeFile(
  clip: CheckedClip,
  { role, owed, beside, priority }: FileOrder,
  make: MakeContext,
): Promise<MadeFile> {
  const probed = clip.probed[role];
  const verdict = clip.verdicts[role];
  if (!probed || !("facts" in probed) || verdict === undefined || verdict === "reject") {
    throw specError(clip, role);
  }
  const { file, facts } = probed;
  if (verdict === "passthrough")
    return { file: { ...placeOf(file), role, action: verdict, source: file }, facts, findings: [] };
  const finished = await findFinished(clip, role, owed, make);
  if (finished) return finished;
  const request = { clip, role, owed, file, facts: await withStart(facts, clip) };
  const log = isLogOfSame(clip, role) ? beside.log : undefined;
  const encode = () => encodeOrBlame({ ...request, beside: { log, still: beside.still } }, make);
  return make.check.limits.encode(priority, () =>
    verdict === "remux" ? remuxOrEncode(request, encode, make) : encode(),
  );
}

/** A source that is damaged is no failure of the render, and trying again would mend nothing. */
async function encodeOrBlame(request: ClipToEncode, make: MakeContext): Promise<MadeFile> {
  try {
    return await encodeClip(request, make);
  } catch (error) {
    if (error instanceof OdailiesError && error.code === "proxy_failed")
      await requireWholeEnds(request.clip, request.role, make.check);
    throw error;
  }
}

/** What this ffmpeg does not carry over (an edit, a hole among the pictures) does not hold for its encode. */
async function remuxOrEncode(
  request: FileToMake,
  encode: () => Promise<MadeFile>,
  make: MakeContext,
): Promise<MadeFile> {
  try {
    return await remuxFile(request, make);
  } catch (error) {
    if (!(error instanceof OdailiesError) || error.code !== "proxy_failed") throw error;
    // Said once it is true: where the card is being pulled out, the encode fails as well.
    const made = await encode();
    const message = `It could not be taken over as it is, and was encoded: ${error.message}`;
    make.check.emit({ type: "warning", code: "encoded_instead", clip: request.clip.name, message });
    return made;
  }
}

function isLogOfSame({ graded, log, verdicts }: CheckedClip, role: VideoRole): boolean {
  return role === "graded" && verdicts.log === "encode" && log !== undefined && log.path === graded?.path;
}

async function findFinished(
  clip: CheckedClip,
  role: VideoRole,
  owed: OwedFile,
  { check, ledger, own }: MakeContext,
): Promise<MadeFile | undefined> {
  const made = await findMade(placeOfClip(clip), owed, ledger, own);
  if (!made) return undefined;
  const { record, path, sizeBytes, mtimeMs } = made;
  const { tools, signal, wants } = check;
  const probed = await probeFile(tools, path, { signal, decodeEnds: false });
  if (!("facts" in probed)) return undefined;
  return {
    file: { role, path, sizeBytes, mtimeMs, action: record.action, source: owed.source },
    facts: probed.facts,
    findings: record.content ? checkContent(record.content, role, wants.spec, wants.allow) : [],
  };
}

function placeOf({ path, sizeBytes, mtimeMs }: FoundFile): Pick<ReadyFile, "path" | "sizeBytes" | "mtimeMs"> {
  return { path, sizeBytes, mtimeMs };
}
