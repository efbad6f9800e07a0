// What each clip owes: decided here, once, for every run, and read by all that ask what should be there.
import { createHash } from "node:crypto";
import pLimit from "p-limit";
import type { ClipPlan, FoundClip, OwedFile, Role } from "../domain/clip.ts";
import { readImageFacts } from "../media/read-image-facts.ts";
import { isPictureFit } from "../spec/judge-picture.ts";
import type { Wants } from "./wants.ts";

/** What recipes depend on. */
export type RecipeWants = Pick<Wants, "spec" | "proxy" | "allow" | "thumbnail" | "burnIn">;

/** So many pictures are looked at side by side. */
const PICTURES_AT_ONCE = 8;

/**
 * Clips with their looks assigned become plans; the order stays. Pure but for a look at the pictures that came along.
 * Rejects with the signal's reason alone.
 */
export async function planClips(
  clips: readonly FoundClip[],
  wants: RecipeWants,
  signal: AbortSignal,
): Promise<readonly ClipPlan[]> {
  const wanted = describeWants(wants);
  const limit = pLimit(PICTURES_AT_ONCE);
  return Promise.all(
    clips.map(async (clip) => {
      const { thumbnail } = clip;
      const isUnfit = thumbnail && (await limit(() => isUnfitPicture(thumbnail.path, wants, signal)));
      return { ...clip, owes: listOwed(clip, isUnfit ? undefined : thumbnail, wanted) };
    }),
  );
}

/** Of one that cannot be read nobody knows: the check of the clip says why. */
async function isUnfitPicture(path: string, wants: RecipeWants, signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted();
  const facts = await readImageFacts(path).catch(() => undefined);
  return facts !== undefined && !isPictureFit(facts, wants);
}

/** The whole spec is looked at once per run, not once per file. */
interface DescribedWants {
  readonly wants: RecipeWants;
  readonly video: string;
}

function describeWants(wants: RecipeWants): DescribedWants {
  const decisive = [wants.spec, wants.proxy, [...wants.allow].toSorted()];
  return { wants, video: decisive.map((each) => JSON.stringify(each)).join(",") };
}

/** A picture that came with the clip and is not fit to be sent is made of the graded file instead. */
function listOwed(
  clip: FoundClip,
  picture: OwedFile["source"] | undefined,
  wanted: DescribedWants,
): readonly OwedFile[] {
  const { graded, log } = clip;
  const owed: OwedFile[] = [];
  const owe = (role: Role, source: OwedFile["source"]) =>
    owed.push({ role, source, recipe: recipeOf(role, clip, wanted) });
  if (graded) owe("graded", graded);
  if (graded && (picture || wanted.wants.thumbnail !== "none")) owe("thumbnail", picture ?? graded);
  if (log) owe("log", log);
  return owed;
}

/** Names what decides how a file is made. */
function recipeOf(role: Role, { look }: FoundClip, { wants, video }: DescribedWants): string {
  const decisive = [role === "thumbnail" ? JSON.stringify(wants.thumbnail) : video];
  if (look && role !== "log") decisive.push(JSON.stringify(look.id));
  if (wants.burnIn && role === "graded") decisive.push(JSON.stringify(wants.burnIn.burnIn));
  return createHash("sha256")
    .update(`[${decisive.join(",")}]`)
    .digest("hex")
    .slice(0, 16);
}
