// What an ingest would do, as a plan file holds it: by value, with sources named by root, size, date and content.
import { basename, dirname } from "node:path";
import pLimit from "p-limit";
import { decideSheets, readSheetDates } from "../annotate/sheets/decided-sheets.ts";
import { gatherMetadata } from "../annotate/sheets/gather-metadata.ts";
import { fileFacts } from "../deliver/file-facts.ts";
import type { CheckedClip, FoundFile } from "../domain/clip.ts";
import { OdailiesError } from "../domain/errors.ts";
import { identifySource, type SourceIdentity } from "../ledger/source-identity.ts";
import type { MergedMetadata } from "../metadata/merge-metadata.ts";
import { packLook } from "../plan/looks/pack-look.ts";
import { nameRoots } from "../plan/name-roots.ts";
import type { PackedBurnIn, PlacedFile, PlanFile, PlannedClip, PlannedSource } from "../plan/plan-file.ts";
import { plannedFiles } from "../plan/planned-files.ts";
import type { Wants } from "../plan/wants.ts";
import type { OpenClip, ShownPlan } from "./plan-ingest.ts";

const READ_AT_A_TIME = 8;

/** Clips of which the spec refuses all that is open are left out. Throws what reading the card throws. */
export async function describePlan(shown: ShownPlan): Promise<Omit<PlanFile, "plan_version">> {
  const { planned, clips, request } = shown;
  const { wants, delivery, sheets } = request;
  if (sheets.via === "ale") {
    throw new OdailiesError(
      "usage",
      "A plan holds the values of sheets, and --metadata-via ale sends the sheets.",
      {
        hint: "Leave --metadata-via ale out.",
      },
    );
  }
  const fontPath = wants.burnIn?.burnIn.fontPath;
  const fontFolder = fontPath === undefined ? undefined : dirname(fontPath);
  const folders = planned.scans.map(({ card }) => card.root);
  const { roots, rootOf } = nameRoots(fontFolder === undefined ? folders : [...folders, fontFolder]);
  const { rules, mhl, to } = delivery;
  const decidedOf = await dateGiven(shown);
  const byName = new Map(clips.map((each) => [each.clip.name, each]));
  const going = planned.plans
    .flatMap(({ name }) => byName.get(name) ?? [])
    .filter(({ clip, open }) => open.length === 0 || plannedFiles(clip, open).length > 0);
  const limit = pLimit(READ_AT_A_TIME);
  const known = await gatherAll(going, shown);
  return {
    destinations: to.map(({ id, label }) => ({ id, label })),
    roots,
    wants: {
      ...{ spec: wants.spec, proxy: wants.proxy, allow: [...wants.allow].toSorted() },
      ...{ thumbnail: wants.thumbnail, burn_in: packBurnIn(wants, rootOf) },
      look: wants.look ? packLook(wants.look) : null,
    },
    rules: {
      ...{ force: rules.force, replace: rules.replace, mhl },
      on_conflict: sheets.onConflict,
    },
    sounds: planned.scans.flatMap(({ card, sounds }) =>
      sounds.map((file) => placeFile(file, rootOf(card.root))),
    ),
    clips: await Promise.all(
      going.map((open, index) =>
        limit(() =>
          describeClip(open, {
            root: rootOf(open.clip.card.root),
            merged: known[index],
            decidedOf,
            partNames: planned.partsOf(open.clip.name),
            curve: planned.sheets.rowsOf(open.clip.name).findLast((row) => row.curve !== undefined)?.curve,
          }),
        ),
      ),
    ),
  };
}

/** When each sheet was decided on; of several destinations, the earliest. */
async function dateGiven({
  planned,
  request,
  ledger,
}: ShownPlan): Promise<(sheet: string) => string | undefined> {
  const dates = await readSheetDates({ given: request.sheets.files, scans: planned.scans });
  const ofEach = request.delivery.to.map(({ id }) => decideSheets(dates, id, ledger.at(id)));
  return (sheet) => ofEach.flatMap(({ decided }) => decided.get(sheet) ?? []).toSorted()[0];
}

/** All that is known of each clip; rows that no name matched are matched by time, as they are once files are up. */
async function gatherAll(
  clips: readonly OpenClip[],
  { planned: { sheets }, request }: ShownPlan,
): Promise<readonly MergedMetadata[]> {
  const facts = clips.map(({ clip }) => factsOf(clip));
  for (const [index, { clip }] of clips.entries())
    sheets.notePicture(clip, facts[index]?.facts ?? {}, facts[index]?.seconds);
  sheets.matchByTimecode();
  return Promise.all(
    clips.map(({ clip }, index) =>
      gatherMetadata(clip, facts[index]?.facts ?? {}, sheets.rowsOf(clip.name), request.frame.emit),
    ),
  );
}

function factsOf(clip: CheckedClip): Partial<ReturnType<typeof fileFacts>> {
  const probed = clip.probed.graded ?? clip.probed.log;
  return probed && "facts" in probed ? fileFacts(probed.facts, clip) : {};
}

interface ClipContext {
  readonly root: string;
  readonly merged: MergedMetadata | undefined;
  readonly decidedOf: (sheet: string) => string | undefined;
  readonly partNames: readonly string[];
  readonly curve: string | undefined;
}

async function describeClip({ clip, open }: OpenClip, context: ClipContext): Promise<PlannedClip> {
  const { root, merged, decidedOf, partNames, curve } = context;
  const { name, layout, roll, camera, date, look, owes, sidecars } = clip;
  const planned = plannedFiles(clip, open);
  const files: PlannedClip["files"] = [];
  for (const owed of owes) {
    const { role, recipe } = owed;
    const action =
      planned.find((file) => file.role === role)?.action ?? (open.includes(owed) ? "reject" : "up");
    files.push({ role, action, recipe, source: placeSource(await identifySource(owed.source), root) });
  }
  const origins = [...(merged?.origins ?? [])].map(([property, { kind, label, sheet }]) => {
    const decided = sheet === undefined ? undefined : decidedOf(sheet);
    return [property, { kind, from: label, ...(decided !== undefined && { decided }) }] as const;
  });
  return {
    ...{ clip: name, card: root, layout },
    ...{ roll: roll ?? null, camera: camera ?? null, date: date ?? null },
    look: look ? { id: look.id, cdl: look.cdl ? structuredClone(look.cdl as PlannedCdl) : null } : null,
    files,
    sidecars: sidecars.map((file) => placeFile(file, root)),
    part_names: [...partNames],
    metadata: merged?.metadata ?? {},
    origins: Object.fromEntries(origins),
    curve: curve ?? null,
  };
}

type PlannedCdl = NonNullable<NonNullable<PlannedClip["look"]>["cdl"]>;

function placeSource({ parts, ...first }: SourceIdentity, root: string): PlannedSource {
  const placed = placeIdentity(first, root);
  return parts ? { ...placed, parts: parts.map((part) => placeIdentity(part, root)) } : placed;
}

function placeIdentity({ path, sizeBytes, mtimeMs, quickHash }: SourceIdentity, root: string) {
  return { root, path, bytes: sizeBytes, mtime_ms: mtimeMs, quick_hash: quickHash };
}

function placeFile({ relativePath, sizeBytes, mtimeMs }: FoundFile, root: string): PlacedFile {
  return { root, path: relativePath, bytes: sizeBytes, mtime_ms: mtimeMs };
}

/** A font that was named lies on a root of its own: it is no part of any card. */
function packBurnIn({ burnIn }: Wants, rootOf: (folder: string) => string): PackedBurnIn | null {
  if (!burnIn) return null;
  const { texts, watermark, mask, fontPath, sizePercent } = burnIn.burnIn;
  return {
    texts: structuredClone(texts) as PackedBurnIn["texts"],
    watermark: watermark ? (structuredClone(watermark) as PackedBurnIn["watermark"]) : null,
    mask: mask ?? null,
    font: fontPath === undefined ? null : { root: rootOf(dirname(fontPath)), path: basename(fontPath) },
    size_percent: sizePercent,
  };
}
