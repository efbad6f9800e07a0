// What each clip owes: decided here, once, for every run, and read by all that ask what should be there. Pure.
import { createHash } from "node:crypto";
import type { ClipPlan, FoundClip, OwedFile, Role } from "../domain/clip.ts";
import type { Wants } from "./wants.ts";

/** What recipes depend on. */
export type RecipeWants = Pick<Wants, "spec" | "proxy" | "allow" | "thumbnail" | "burnIn">;

/** Clips with their looks assigned become plans; the order stays. */
export function planClips(clips: readonly FoundClip[], wants: RecipeWants): readonly ClipPlan[] {
  const wanted = describeWants(wants);
  return clips.map((clip) => ({ ...clip, owes: listOwed(clip, wanted) }));
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

function listOwed(clip: FoundClip, wanted: DescribedWants): readonly OwedFile[] {
  const { graded, log, thumbnail } = clip;
  const owed: OwedFile[] = [];
  const owe = (role: Role, source: OwedFile["source"]) =>
    owed.push({ role, source, recipe: recipeOf(role, clip, wanted) });
  if (graded) owe("graded", graded);
  if (graded && (thumbnail || wanted.wants.thumbnail !== "none")) owe("thumbnail", thumbnail ?? graded);
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
