// Checks a clip and makes its graded file as a run does, with real programs and a real ledger.
import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { onTestFinished } from "vitest";
import type { CheckedClip, ClipPlan, FoundFile } from "../../src/domain/clip.ts";
import type { Event } from "../../src/domain/events.ts";
import { checkFoundClip, type Proof } from "../../src/deliver/check/check-found-clip.ts";
import type { CheckContext } from "../../src/deliver/delivery.ts";
import { createLimits } from "../../src/deliver/limits.ts";
import type { MadeFile } from "../../src/deliver/make/made-file.ts";
import { makeFile } from "../../src/deliver/make/make-file.ts";
import { owedFile } from "../../src/domain/clip.ts";
import { openLedger } from "../../src/ledger/ledger.ts";
import { X264 } from "../../src/media/encode/encoders/x264.ts";
import type { MediaTools } from "../../src/media/find-media-tools.ts";
import type { Wants } from "../../src/plan/wants.ts";
import { DEFAULT_SPEC } from "../../src/spec/default-spec.ts";
import { testShape } from "./media-shape.ts";
import { tempFolder } from "./temp-folder.ts";

export interface ClipRun {
  readonly checked: CheckedClip;
  readonly events: readonly Event[];
  /** Rejects as the run's clip would fail. */
  make(): Promise<MadeFile>;
}

async function foundFile(path: string): Promise<FoundFile> {
  const { size: sizeBytes, mtimeMs } = await stat(path);
  return { path, relativePath: basename(path), sizeBytes, mtimeMs };
}

/** `path` is the graded file of a clip of its own, alone on its card but for `sidecars`. */
export async function runClip(
  tools: MediaTools,
  path: string,
  {
    sidecars = [],
    leavesToRender,
    ...more
  }: Partial<Wants> & Proof & { readonly sidecars?: readonly string[] } = {},
): Promise<ClipRun> {
  const graded = await foundFile(path);
  const plan: ClipPlan = {
    ...{ name: "A001C001", roll: "A001", camera: undefined, date: undefined, layout: "flat", graded },
    card: { root: dirname(path), name: "A001" },
    sidecars: await Promise.all(sidecars.map(foundFile)),
    owes: [{ role: "graded", source: graded, recipe: "as it is" }],
  };
  const wants: Wants = {
    ...{ spec: { ...DEFAULT_SPEC, proxy: testShape }, proxy: "auto", allow: new Set(), thumbnail: "none" },
    ...{ burnIn: undefined, look: undefined },
    ...more,
  };
  const events: Event[] = [];
  const check: CheckContext = {
    ...{ tools, wants, limits: createLimits({}), signal: new AbortController().signal },
    emit: (event) => void events.push(event),
  };
  const checked = await checkFoundClip(plan, check, leavesToRender === undefined ? {} : { leavesToRender });
  const make = async () => {
    const owed = owedFile(plan, "graded");
    if (!owed) throw new Error("nothing is owed");
    const stateFolder = await tempFolder();
    const ledger = await openLedger(stateFolder);
    onTestFinished(() => ledger.close());
    return makeFile(
      checked,
      { role: "graded", owed, beside: { log: undefined, still: undefined }, priority: 0 },
      {
        ...{ check, encoder: X264, ledger, own: { stateFolder, workFolder: await tempFolder() } },
        knowledge: { rowsOf: () => [], gather: (_, facts) => Promise.resolve(facts) },
      },
    );
  };
  return { checked, events, make };
}
