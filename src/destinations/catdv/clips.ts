// Clips of one catalogue: listed, found by their reference, created, and changed only where they differ.
import type { OutgoingFile } from "../../domain/delivery.ts";
import { type ErrorCode, OdailiesError } from "../../domain/errors.ts";
import { readClipPage, readWireClip, type WireClip } from "./api.ts";
import { type CallApi, requireData, requireRead } from "./call-api.ts";
import { clipReference } from "./new-clip.ts";
import { clipQuery, type ClipTerm } from "./query.ts";
import { userFieldsKeyOf } from "./user-fields.ts";

export interface CatalogueOfClips {
  readonly call: CallApi;
  readonly catalogueId: number;
  readonly apiVersion: number;
}

const PAGE_SIZE = 200;

/** Lists leave out what is not asked for by name; the names differ between versions. */
function includeOf(apiVersion: number): string {
  return userFieldsKeyOf([], apiVersion) === "fields" ? "clip.fields" : "userFields";
}

/** All clips of the catalogue, or those that `terms` name. */
export async function queryClips(
  { call, catalogueId, apiVersion }: CatalogueOfClips,
  terms: readonly ClipTerm[],
  signal: AbortSignal,
): Promise<readonly WireClip[]> {
  const found: WireClip[] = [];
  for (let skip = 0; ;) {
    const query = {
      query: clipQuery(catalogueId, terms),
      include: includeOf(apiVersion),
      skip: String(skip),
      take: String(PAGE_SIZE),
    };
    const answer = await call({ method: "GET", path: "/clips", query, signal });
    const page = requireRead(answer, "its clips", readClipPage);
    // The query is not trusted to be one: a catalogue that is not ours must never be written to.
    for (const clip of page.clips)
      if (clip.catalogID === undefined || clip.catalogID === catalogueId) found.push(clip);
    // The total is not trusted either; a page that is not full is the last.
    if (page.count < PAGE_SIZE) return found;
    skip += page.count;
  }
}

export function referenceOf({ clipref, clipRef }: WireClip): string {
  return clipref ?? clipRef ?? "";
}

/**
 * By name: a clip with our reference, else one without any, which somebody or something else made of the same media.
 * A clip with another's reference is another's.
 */
export function chooseByName(clips: readonly WireClip[], catalogueId: number): ReadonlyMap<string, WireClip> {
  const chosen = new Map<string, WireClip>();
  for (const clip of clips) {
    const { name } = clip;
    if (name === undefined || name === "") continue;
    const reference = referenceOf(clip);
    const isOurs = reference === clipReference(catalogueId, name);
    if (isOurs || (reference === "" && !chosen.has(name))) chosen.set(name, clip);
  }
  return chosen;
}

/** By its reference; by its exact name where no clip has the reference. */
export async function findClip(
  catalogue: CatalogueOfClips,
  clipName: string,
  signal: AbortSignal,
): Promise<WireClip | undefined> {
  const reference = clipReference(catalogue.catalogueId, clipName);
  const byReference = await queryClips(catalogue, [["clip.clipref", reference]], signal);
  // Whether the server compares letters' case is not known.
  const own = byReference.find((clip) => referenceOf(clip) === reference);
  if (own) return own;
  const byName = await queryClips(catalogue, [["clip.name", clipName]], signal);
  return chooseByName(byName, catalogue.catalogueId).get(clipName);
}

/** The clip that another file of it belongs to. Throws `graded_missing`. */
export async function requireClip(
  { clipName, role }: OutgoingFile,
  catalogue: CatalogueOfClips,
  signal: AbortSignal,
): Promise<WireClip> {
  const clip = await findClip(catalogue, clipName, signal);
  if (clip) return clip;
  throw new OdailiesError(
    "graded_missing",
    `CatDV has no clip ${clipName} that its ${role} could belong to.`,
    {
      hint: "Send the graded file first: it makes the clip.",
    },
  );
}

/** With everything that a list leaves out. */
export async function getClip(
  call: CallApi,
  { id, code }: { readonly id: number; readonly code: ErrorCode },
  signal: AbortSignal,
): Promise<WireClip> {
  const answer = await call({ method: "GET", path: `/clips/${id}`, signal });
  return requireRead(answer, "a clip", readWireClip, code);
}

/**
 * Sends what `plan` finds to differ, and nothing where nothing does. Where somebody has changed the clip meanwhile, it is
 * read and planned again, once. The clip as it is then. Throws `code` where CatDV refuses it.
 */
export async function changeClip(
  call: CallApi,
  {
    id,
    plan,
    code,
  }: { id: number; plan: (clip: WireClip) => Readonly<Record<string, unknown>>; code: ErrorCode },
  signal: AbortSignal,
): Promise<WireClip> {
  for (let tries = 1; ; tries += 1) {
    const clip = await getClip(call, { id, code }, signal);
    const body = plan(clip);
    if (Object.keys(body).length === 0) return clip;
    const answer = await call({ method: "PUT", path: `/clips/${id}`, body, signal });
    if (answer.status !== "MODIFIED" || tries === 2) {
      const changed = readWireClip(requireData(answer, `changes of ${clip.name ?? "a clip"}`, code));
      return changed ?? getClip(call, { id, code }, signal);
    }
  }
}

/** The new clip. Throws `upload_failed` where CatDV refuses it. */
export async function createClip(call: CallApi, body: object, signal: AbortSignal): Promise<WireClip> {
  const answer = await call({ method: "POST", path: "/clips", body, signal });
  const clip = readWireClip(requireData(answer, "a new clip", "upload_failed"));
  if (clip) return clip;
  throw new OdailiesError("upload_failed", "CatDV did not say which clip it made.", {
    hint: "Run the same command again: a clip that is there is found.",
  });
}
