// What is burnt into graded proxies, with what is known of the clip when it is rendered.
import type { BurnInToDraw } from "../../media/encode/render-plan.ts";
import type { MakeContext } from "../delivery.ts";
import { fileFacts } from "../file-facts.ts";
import type { FileToMake } from "./file-to-make.ts";

export async function burnInOf(
  { clip, facts }: FileToMake,
  { check, knowledge }: MakeContext,
): Promise<BurnInToDraw | undefined> {
  const { burnIn } = check.wants;
  if (!burnIn) return undefined;
  const metadata = await knowledge.gather(clip, fileFacts(facts, clip).facts);
  return { ...burnIn, clip: { name: clip.name, roll: clip.roll, metadata } };
}
