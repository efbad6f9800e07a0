// What is burnt into graded proxies, with what is known of the clip when it is rendered.
import type { BurnIn } from "../../media/burn-in/burn-in.ts";
import type { BurnInFonts } from "../../media/burn-in/choose-font.ts";
import type { BurnInToDraw } from "../../media/encode/render-plan.ts";
import { fileFacts } from "../file-facts.ts";
import type { RunContext } from "../run-context.ts";
import { gatherMetadata } from "../../annotate/sheets/gather-metadata.ts";
import type { FileToMake } from "./file-to-make.ts";

export interface BurnInRequest {
  readonly burnIn: BurnIn;
  readonly fonts: BurnInFonts;
}

/** Conflicts between sheets are said when the clip is annotated, not here. */
export async function burnInOf(
  { clip, facts }: FileToMake,
  { settings, rowsOf }: RunContext,
): Promise<BurnInToDraw | undefined> {
  const { burnIn } = settings;
  if (!burnIn) return undefined;
  const known = fileFacts(facts, clip).facts;
  const metadata = await gatherMetadata(clip, known, rowsOf(clip.name), () => undefined);
  return { ...burnIn, clip: { name: clip.name, roll: clip.roll, metadata } };
}
