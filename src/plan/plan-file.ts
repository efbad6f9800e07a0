// The plan file: what an ingest would do, as text that can be read, kept, and carried out elsewhere. Pure.
import { z } from "zod";
import { ROLES } from "../domain/clip.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { ClipMetadata } from "../domain/metadata.ts";
import type { Spec } from "../domain/spec.ts";

const PLAN_VERSION = 2;

/** `/` between segments, below its root, and nowhere else. */
const relativePath = z
  .string()
  .min(1)
  .refine(
    (path) => !path.startsWith("/") && !path.split("/").some((part) => ["", ".", ".."].includes(part)),
    { message: "is not a path below its root" },
  )
  .refine((path) => !path.includes("\0"), { message: "is not a path" });
/** A name of one of `roots`. */
const root = z.string().min(1);
const bytes = z.int().nonnegative();

const place = z.object({ root, path: relativePath });
const file = place.extend({ bytes, mtime_ms: z.number() });
const identified = file.extend({ quick_hash: z.string().regex(/^[0-9a-f]{32}$/) });
/** Of a recording over several files: the first, with those after it as `parts`. */
const source = identified.extend({ parts: z.array(identified).min(1).optional() });

const rgb = z.tuple([z.number(), z.number(), z.number()]);
const cdl = z.object({ slope: rgb, offset: rgb, power: rgb, saturation: z.number() });

/** `values`: 64-bit floats, little-endian, gzip, base64. */
const table = z.object({ size: z.int().min(2).max(65_536), min: rgb, max: rgb, values: z.base64() });
const lut = z.object({
  label: z.string().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** What footage it is made for, where its name tells. */
  input: z.string().nullable(),
  title: z.string().nullable(),
  curve: table.nullable(),
  cube: table.nullable(),
  in_video_range: z.boolean(),
  out_video_range: z.boolean(),
});
const look = z.object({
  lut: lut.nullable(),
  cdl: z.boolean(),
  /** What clips were recorded in that say nothing themselves. */
  log_encoding: z.string().nullable(),
});

const part = z.union([z.object({ text: z.string() }), z.object({ field: z.string() })]);
const template = z.array(z.array(part));
const burnIn = z.object({
  texts: z.partialRecord(z.enum(["tl", "tc", "tr", "bl", "bc", "br"]), template),
  watermark: template.nullable(),
  mask: z.object({ aspect: z.number(), opacity: z.number() }).nullable(),
  font: place.nullable(),
  size_percent: z.number(),
});

const spec = z.looseObject({
  specVersion: z.string(),
  rules: z.array(
    z.looseObject({ id: z.string(), severity: z.string(), fix: z.string(), reason: z.string() }),
  ),
  proxy: z.looseObject({
    ...{ maxWidth: z.number(), maxHeight: z.number(), crf: z.number(), maxBitRate: z.number() },
    ...{ bufferBits: z.number(), preset: z.string(), profile: z.string(), keyframeSeconds: z.number() },
    ...{ audioBitRate: z.number(), audioSampleRate: z.number() },
  }),
}) as unknown as z.ZodType<Spec>;

const values = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]),
) as unknown as z.ZodType<ClipMetadata>;

const clip = z.object({
  clip: z
    .string()
    .min(1)
    .regex(/^[^/\\\0]+$/, { message: "is not the name of a clip" }),
  /** The root that is its card. */
  card: root,
  layout: z.string(),
  roll: z.string().nullable(),
  camera: z.string().nullable(),
  date: z.string().nullable(),
  look: z.object({ id: z.string(), cdl: cdl.nullable() }).nullable(),
  files: z
    .array(
      z.object({
        role: z.enum(ROLES),
        /** What is to be done: `up` where it is there already, `reject` where the spec refuses it. */
        action: z.enum(["passthrough", "remux", "encode", "still", "up", "reject"]),
        recipe: z.string().min(1),
        source,
      }),
    )
    .min(1),
  sidecars: z.array(file),
  /** Names of clips that are parts of this one and end with it. */
  part_names: z.array(z.string()),
  /** All that is known of it, merged. */
  metadata: values,
  /** Of values of `metadata`: what said so, and, where that was a sheet, when a person decided on it. */
  origins: z.record(
    z.string(),
    z.object({
      kind: z.enum(["name", "file", "sidecar", "sheet"]),
      from: z.string(),
      decided: z.iso.datetime().optional(),
    }),
  ),
  /** The recording curve, as a sheet spells it. */
  curve: z.string().nullable(),
});

const planFile = z.object({
  plan_version: z.literal(PLAN_VERSION),
  destinations: z.array(z.object({ id: z.string(), label: z.string() })).min(1),
  /** The only absolute paths: named volumes, which other machines may have elsewhere. */
  roots: z.record(root, z.string().min(1)),
  wants: z.object({
    spec,
    proxy: z.enum(["auto", "always", "never"]),
    allow: z.array(z.string()),
    thumbnail: z.string(),
    burn_in: burnIn.nullable(),
    look: look.nullable(),
  }),
  rules: z.object({
    force: z.boolean(),
    replace: z.boolean(),
    on_conflict: z.enum(["keep", "overwrite"]),
    mhl: z.enum(["auto", "require", "ignore"]),
  }),
  /** Sound files beside the clips: what their recorder says helps. */
  sounds: z.array(file),
  /** In the order of work. */
  clips: z.array(clip),
});

export type PlanFile = z.infer<typeof planFile>;
export type PlannedClip = PlanFile["clips"][number];
export type PlannedSource = z.infer<typeof source>;
export type PlacedFile = z.infer<typeof file>;
export type PackedLook = z.infer<typeof look>;
export type PackedLut = z.infer<typeof lut>;
export type PackedBurnIn = z.infer<typeof burnIn>;

/** The first key tells a plan from other JSON. */
export function writePlanFile(plan: Omit<PlanFile, "plan_version">): string {
  return `${JSON.stringify({ plan_version: PLAN_VERSION, ...plan }, null, 2)}\n`;
}

const WRITE_AGAIN = "Write it again with odailies ingest --plan.";

/** Throws `plan_invalid` for anything that is not a whole plan of this version. `name` is what messages call it. */
export function readPlanFile(text: string, name: string): PlanFile {
  const json = parse(text, name);
  const version = (json as { plan_version?: unknown } | null)?.plan_version;
  if (version === undefined) {
    throw planError(
      `${name} is not a plan that odailies wrote.`,
      "Name the file that odailies ingest --plan wrote.",
    );
  }
  if (version !== PLAN_VERSION) {
    const shown = JSON.stringify(version).slice(0, 20);
    throw planError(
      `${name} is a plan of version ${shown}, and this odailies carries out version ${PLAN_VERSION}.`,
      WRITE_AGAIN,
    );
  }
  const read = planFile.safeParse(json);
  if (!read.success) {
    const { path, message } = read.error.issues[0] ?? { path: [], message: "it is not whole" };
    throw planError(`${name} is not a whole plan: ${z.core.toDotPath(path)}: ${message}.`, WRITE_AGAIN);
  }
  const fault = findFault(read.data);
  if (fault !== undefined) throw planError(`${name} is not a whole plan: ${fault}.`, WRITE_AGAIN);
  return read.data;
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const what = /^\uFEFF?\s*\{\s*"plan_version":/.test(text)
      ? `${name} is a plan that was cut off or changed: it is no longer JSON.`
      : `${name} is not JSON, so it is not a plan.`;
    throw planError(what, WRITE_AGAIN, cause);
  }
}

/** What the parts of a plan say of each other. */
function findFault({ clips, roots, sounds, wants }: PlanFile): string | undefined {
  const names = new Set<string>();
  for (const { clip: name } of clips) {
    const key = name.normalize("NFC").toLowerCase();
    if (names.has(key)) return `the clip ${name} is in it twice`;
    names.add(key);
  }
  for (const { clip: name, card, files, sidecars } of clips) {
    const sources = files.flatMap((each) => [each.source, ...(each.source.parts ?? [])]);
    if ([...sources, ...sidecars].some((each) => each.root !== card))
      return `a file of ${name} lies on another root than the clip`;
    if (!files.some(({ role }) => role !== "thumbnail")) return `${name} has no video file`;
    if (new Set(files.map(({ role }) => role)).size < files.length)
      return `${name} has two files of one role`;
  }
  const font = wants.burn_in?.font?.root;
  const used = [
    ...clips.map(({ card }) => card),
    ...sounds.map((each) => each.root),
    ...(font ? [font] : []),
  ];
  const unknown = used.find((each) => !Object.hasOwn(roots, each));
  return unknown === undefined ? undefined : `it names no path for the root ${unknown}`;
}

export function planError(message: string, hint: string, cause?: unknown): OdailiesError {
  return new OdailiesError("plan_invalid", message, { hint, cause });
}
