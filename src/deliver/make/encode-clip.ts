// One decode of one source file: every proxy that is made of it, and the picture of the clip.
import { join } from "node:path";
import type { VideoRole } from "../../domain/clip.ts";
import { renderClip } from "../../media/encode/render-clip.ts";
import { bakeClipLook } from "./bake-clip-look.ts";
import type { RunContext } from "../run-context.ts";
import { identifySource } from "../../ledger/source-identity.ts";
import { workName } from "../../ledger/state-names.ts";
import { burnInOf } from "./burn-in-request.ts";
import { type FileToMake, reportRender } from "./file-to-make.ts";
import { finishFile, keep } from "./finish-file.ts";
import type { MadeFile } from "./made-file.ts";
import { STILL_WIDTH, stillSeconds } from "./still-place.ts";
import { inPartFolder } from "./work-folder.ts";
import { requireSpace } from "./work-space.ts";

export interface ClipToEncode extends FileToMake {
  /** What is made beside `role` of the same file, in the same run; it waits in the work folder until its turn. */
  readonly alsoLog: boolean;
  readonly withStill: boolean;
}

/** Throws `proxy_failed`, `insufficient_space`, `card_changed`. */
export async function encodeClip(request: ClipToEncode, context: RunContext): Promise<MadeFile> {
  const { clip, role, file, facts, alsoLog, withStill } = request;
  return inPartFolder(clip, context, async (folder) => {
    const outputs = alsoLog ? 2 : 1;
    await requireSpace(folder, { action: "encode", facts, outputs }, context.spec.proxy);
    const source = await identifySource(file);
    const { onProgress, warn } = reportRender(request, context);
    const { tools, spec, signal, settings, encoder } = context;
    const look = role === "graded" ? await lookOf(clip, context) : undefined;
    const burnIn = role === "graded" ? await burnInOf(request, context) : undefined;
    const made = await renderClip(tools, {
      ...{ source: file.path, facts, shape: spec.proxy, folder, signal, onProgress, encoder },
      graded: role === "graded" ? { file: "graded.mp4", look, burnIn } : undefined,
      log: role === "log" || alsoLog ? { file: "log.mp4" } : undefined,
      ...(withStill
        ? {
            still: {
              file: "still.jpg",
              atSeconds: stillSeconds(settings.thumbnail, facts),
              maxWidth: STILL_WIDTH,
            },
          }
        : {}),
    });
    warn(made);
    const finish = (of: VideoRole) =>
      finishFile(
        {
          ...request,
          role: of,
          action: "encode",
          source,
          part: join(folder, `${of}.mp4`),
          content: made.content,
        },
        context,
      );
    const finished = await finish(role);
    if (alsoLog) await finish("log");
    if (made.still) await keepStill(request, made.still.path, source, context);
    return finished;
  });
}

async function lookOf(
  { name: clip, look: clipLook }: ClipToEncode["clip"],
  { look, tools, emit }: RunContext,
): Promise<readonly string[] | undefined> {
  return clipLook && look ? bakeClipLook({ clip, clipLook, look, tools, emit }) : undefined;
}

async function keepStill(
  { clip }: ClipToEncode,
  part: string,
  source: Awaited<ReturnType<typeof identifySource>>,
  context: RunContext,
): Promise<void> {
  const file = workName(clip.name, "thumbnail.jpg");
  const { bytes } = await keep(part, join(context.workFolderOf(clip), file));
  const recipe = context.recipeOf("thumbnail", clip);
  context.journalOf(clip).append({
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
