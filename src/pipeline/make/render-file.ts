// One remux or encode in the work folder: made as .part, read back and compared with its source, then renamed.
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { CheckedClip, FoundFile, VideoRole } from "../../domain/clip.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { MediaFacts } from "../../domain/media-facts.ts";
import { compareMedia } from "../../media/compare-media.ts";
import { makeProxy } from "../../media/make-proxy.ts";
import { probeFile } from "../../media/probe-file.ts";
import { remux } from "../../media/remux.ts";
import { checkRendered } from "../../spec/check-rendered.ts";
import type { MadeFile } from "./make-files.ts";
import type { RunContext } from "../run-context.ts";
import { identifySource, requireUnchanged } from "../state/source-identity.ts";
import { asSpaceError, requireSpace } from "./work-space.ts";
import { workName } from "../state/state-names.ts";

export interface RenderRequest {
  readonly clip: CheckedClip;
  readonly role: VideoRole;
  readonly action: "remux" | "encode";
  /** The file on the card. */
  readonly file: FoundFile;
  readonly facts: MediaFacts;
}

/** Throws `proxy_failed`, `insufficient_space`, `card_changed`. Nothing half-made gets the final name. */
export async function renderFile(request: RenderRequest, context: RunContext): Promise<MadeFile> {
  const { clip, role, action, file } = request;
  const folder = context.workFolderOf(clip);
  context.signal.throwIfAborted();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await requireSpace(folder, request, context.spec.proxy);
  const name = workName(clip.name, `${role}.mp4`);
  const target = join(folder, name);
  const part = `${target}.part`;
  const source = await identifySource(file);
  try {
    await render(request, part, name, context);
    const facts = await readBack(request, part, context);
    await requireUnchanged(file);
    await syncToDisk(part);
    await rename(part, target);
    const { size: bytes, mtimeMs } = await stat(target);
    const recipe = context.recipeOf(role);
    const record = {
      type: "made",
      clip: clip.name,
      role,
      source,
      recipe,
      file: name,
      bytes,
      action,
    } as const;
    context.journalOf(clip).append(record);
    return { file: { role, path: target, sizeBytes: bytes, mtimeMs, action, source: file }, facts };
  } catch (error) {
    await rm(part, { force: true });
    throw asSpaceError(error, folder);
  }
}

async function render(
  request: RenderRequest,
  target: string,
  name: string,
  context: RunContext,
): Promise<void> {
  const { clip, action, file, facts } = request;
  const { tools, signal, spec, emit } = context;
  const onProgress = (done: number, total: number) =>
    emit({ type: "progress", phase: "proxy", clip: clip.name, file: name, done, total, unit: "frames" });
  const common = { source: file.path, facts, target, signal, onProgress };
  const { warnings } =
    action === "remux"
      ? await remux(tools, common)
      : await makeProxy(tools, { ...common, shape: spec.proxy });
  for (const message of warnings) emit({ type: "warning", code: "render_warning", clip: clip.name, message });
}

/** Probes what was made and holds it against the source and the spec; any difference fails the clip. */
async function readBack(request: RenderRequest, path: string, context: RunContext): Promise<MediaFacts> {
  const { clip, role, action, facts } = request;
  const { tools, signal, spec, settings } = context;
  const probed = await probeFile(tools, path, { signal, decodeEnds: true });
  if (!("facts" in probed)) throw renderError(role, probed.problem.message);
  const differences = compareMedia(facts, probed.facts, action).map(
    ({ what, source, made }) => `${what} is ${made}, the source has ${source}`,
  );
  const misses = checkRendered(probed.facts, role, clip.name, spec)
    .filter((finding) => finding.severity === "error" && !settings.allow.has(finding.rule))
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

/** A name in the folder that survives a power loss must not point at bytes that did not. */
async function syncToDisk(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}
