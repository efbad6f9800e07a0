// One decode of one source file: every proxy that is made of it, and the picture of the clip.
import { join } from "node:path";
import type { CheckedClip, OwedFile, VideoRole } from "../../domain/clip.ts";
import { renderClip } from "../../media/encode/render-clip.ts";
import { requireWhole } from "../check/require-whole.ts";
import { bakeClipLook } from "./bake-clip-look.ts";
import { burnInOf } from "./burn-in-of.ts";
import type { MakeContext } from "../delivery.ts";
import { identifySource } from "../../ledger/source-identity.ts";
import { type Beside, type FileToMake, reportRender } from "./file-to-make.ts";
import { finishFile, keep } from "./finish-file.ts";
import type { MadeFile } from "./made-file.ts";
import { STILL_WIDTH, stillSeconds } from "./still-place.ts";
import { inPartFolder, workPath } from "./part-folder.ts";
import { requireSpace } from "./work-space.ts";

export interface ClipToEncode extends FileToMake {
  /** What is made beside `role` of the same file, in the same run; it waits in the work folder until its turn. */
  readonly beside: Beside;
}

/** Throws `spec_not_met` for a damaged source, `proxy_failed`, `insufficient_space`, `card_changed`. */
export async function encodeClip(request: ClipToEncode, make: MakeContext): Promise<MadeFile> {
  const { clip, role, file, facts, beside } = request;
  const { tools, wants, signal } = make.check;
  const { proxy: shape } = wants.spec;
  return inPartFolder(clip, make, async (folder) => {
    const outputs = beside.log ? 2 : 1;
    await requireSpace(folder, { action: "encode", facts, outputs }, shape);
    const source = await identifySource(file);
    const { onProgress, warn } = reportRender(request, make.check);
    const look = role === "graded" ? await lookOf(clip, make) : undefined;
    const burnIn = role === "graded" ? await burnInOf(request, make) : undefined;
    const made = await renderClip(tools, {
      ...{ source: file.path, facts, shape, folder, signal, onProgress, encoder: make.encoder },
      graded: role === "graded" ? { file: "graded.mp4", look, burnIn } : undefined,
      log: role === "log" || beside.log ? { file: "log.mp4" } : undefined,
      ...(beside.still
        ? {
            still: {
              file: "still.jpg",
              atSeconds: stillSeconds(wants.thumbnail, facts),
              maxWidth: STILL_WIDTH,
            },
          }
        : {}),
    });
    requireWhole(clip, role, made.decodeErrors, make.check);
    warn(made);
    const finish = (of: VideoRole, owed: OwedFile) =>
      finishFile(
        {
          ...request,
          role: of,
          owed,
          action: "encode",
          source,
          part: join(folder, `${of}.mp4`),
          content: made.content,
        },
        make,
      );
    const finished = await finish(role, request.owed);
    if (beside.log) await finish("log", beside.log);
    if (made.still && beside.still) await keepStill(clip, beside.still, made.still.path, source, make);
    return finished;
  });
}

async function lookOf(
  { name: clip, look: clipLook }: ClipToEncode["clip"],
  { check: { wants, tools, emit } }: MakeContext,
): Promise<readonly string[] | undefined> {
  const { look } = wants;
  return clipLook && look ? bakeClipLook({ clip, clipLook, look, tools, emit }) : undefined;
}

async function keepStill(
  clip: CheckedClip,
  { recipe }: OwedFile,
  part: string,
  source: Awaited<ReturnType<typeof identifySource>>,
  make: MakeContext,
): Promise<void> {
  const { file, path } = workPath(clip, "thumbnail.jpg", make);
  const { bytes } = await keep(part, path);
  make.ledger.append(clip.card, {
    type: "made",
    clip: clip.name,
    role: "thumbnail",
    source,
    recipe,
    file,
    bytes,
    action: "still",
  });
}
