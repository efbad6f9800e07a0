// What `apply` needs: what is wanted stands in the plan; where and with which programs, in the settings.
import { join } from "node:path";
import type { Config } from "../config/settings.ts";
import { USER_CACHE_FOLDER } from "../config/user-folders.ts";
import { labelsOf } from "../destinations/open-destination.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { Spec } from "../domain/spec.ts";
import { loadFonts } from "../media/burn-in/load-fonts.ts";
import { requireBurnIn } from "../media/burn-in/require-burn-in.ts";
import { unpackLook } from "../plan/looks/pack-look.ts";
import { type PackedBurnIn, planError, type PlanFile } from "../plan/plan-file.ts";
import type { BurnInRequest, Wants } from "../plan/wants.ts";
import type { IngestRequest } from "../runs/ingest-request.ts";
import type { CommandCall } from "./command-call.ts";
import type { FrameExtras } from "./frame-request.ts";
import { prepareIngest } from "./prepare-ingest.ts";
import type { MediaSetup } from "./prepare-media.ts";
import type { Warning } from "../domain/warning.ts";

export interface PlanToApply {
  readonly plan: PlanFile;
  /** Name → folder on this machine. */
  readonly roots: ReadonlyMap<string, string>;
}

/** Throws as `prepareIngest`, and `usage` where the settings name other destinations than the plan. */
export async function prepareApply(
  call: CommandCall,
  { plan, roots }: PlanToApply,
  emit: FrameExtras["emit"],
): Promise<IngestRequest> {
  const { on_conflict, mhl, force, replace } = plan.rules;
  const warnings: Warning[] = [];
  const readWants = async (media: MediaSetup, { spec }: Pick<Config, "spec">) => {
    if (spec !== undefined && !isSameSpec(media.spec, plan.wants.spec)) {
      const message = `${spec} is another spec than the plan was made with (${plan.wants.spec.specVersion}); the plan's counts.`;
      warnings.push({ code: "spec_differs", message });
    }
    return wantsOf(plan, roots, media);
  };
  const { as: _as, ...prepared } = await prepareIngest(call, { command: "apply", emit }, readWants);
  const { frame, sheets, delivery } = prepared;
  requireSamePlaces(plan, delivery.to);
  return {
    ...prepared,
    frame: { ...frame, warnings: [...frame.warnings, ...warnings] },
    cards: { folders: [...roots.values()], as: "auto", waits: true },
    sheets: { ...sheets, files: [], beside: "none", via: "patch", onConflict: on_conflict, isStrict: false },
    delivery: { ...delivery, mhl, rules: { ...delivery.rules, force, replace } },
  };
}

/** --size and --preset have changed the plan's, and were given then. */
function isSameSpec(given: Spec, planned: Spec): boolean {
  const { maxWidth, maxHeight, preset } = planned.proxy;
  const sized = { ...given, proxy: { ...given.proxy, maxWidth, maxHeight, preset } };
  return JSON.stringify(sized) === JSON.stringify(planned);
}

async function wantsOf(
  { wants }: PlanFile,
  roots: ReadonlyMap<string, string>,
  { tools }: MediaSetup,
): Promise<Wants> {
  const { spec, proxy, allow, thumbnail, burn_in, look: packed } = wants;
  const look = packed ? unpackLook(packed, join(USER_CACHE_FOLDER, "looks")) : undefined;
  if (packed && !look)
    throw planError("The look in the plan was damaged.", "Write the plan again with odailies ingest --plan.");
  const burnIn = burn_in ? await burnInOf(burn_in, roots, tools) : undefined;
  return { spec, proxy, allow: new Set(allow), thumbnail, burnIn, look };
}

async function burnInOf(
  { texts, watermark, mask, font, size_percent }: PackedBurnIn,
  roots: ReadonlyMap<string, string>,
  { ffmpeg }: MediaSetup["tools"],
): Promise<BurnInRequest> {
  const fontPath = font ? join(roots.get(font.root) ?? "", font.path) : undefined;
  const burnIn = {
    texts,
    watermark: watermark ?? undefined,
    mask: mask ?? undefined,
    fontPath,
    sizePercent: size_percent,
  };
  requireBurnIn(burnIn, ffmpeg);
  return { burnIn, fonts: await loadFonts(fontPath, ffmpeg) };
}

function requireSamePlaces({ destinations }: PlanFile, to: IngestRequest["delivery"]["to"]): void {
  const ids = (places: readonly { readonly id: string }[]) =>
    places
      .map(({ id }) => id)
      .toSorted()
      .join("\n");
  if (ids(destinations) === ids(to)) return;
  throw new OdailiesError(
    "usage",
    `The plan sends to ${labelsOf(destinations)}, and this command to ${labelsOf(to)}.`,
    { hint: "Give --to, --project and --api as they were when the plan was written." },
  );
}
