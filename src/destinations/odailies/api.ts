// What o/DAILIES puts on the wire, read defensively: only what is needed must be there, and nesting may vary.
import { z } from "zod";

export type ApiVersion = "v1" | "v2";

/** A clip with the keys of whichever version it came by. */
export interface WireClip {
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** One entry of a PATCH body. */
export type WirePatch = Readonly<Record<string, string | number | boolean>> & { readonly name: string };

const anyObject = z.looseObject({});
// An empty project may be {}, [] or null.
const clipMap = z.union([z.array(anyObject), anyObject, z.null()]);

const v1Listing = z.object({ data: z.object({ message: clipMap }) });
const v2Listing = z.object({
  data: z.union([z.array(z.looseObject({ name: z.string().min(1) })), z.null()]),
});

/** `{"data":{"message":{"NAME":{…}}}}`; undefined for anything else. A clip's own `name` wins over its key. */
export function readV1Listing(json: unknown): WireClip[] | undefined {
  const parsed = v1Listing.safeParse(json);
  if (!parsed.success) return undefined;
  const entries = Object.entries(parsed.data.data.message ?? {});
  return entries.flatMap(([key, fields]: [string, unknown]) => {
    if (typeof fields !== "object" || fields === null) return [];
    const own = "name" in fields ? fields.name : undefined;
    const name = typeof own === "string" && own !== "" ? own : key;
    return [{ name, fields: fields as Readonly<Record<string, unknown>> }];
  });
}

/** `{"data":[{"name":"NAME",…}]}`; undefined for anything else. */
export function readV2Listing(json: unknown): WireClip[] | undefined {
  const parsed = v2Listing.safeParse(json);
  if (!parsed.success) return undefined;
  return (parsed.data.data ?? []).map((fields) => ({ name: fields.name, fields }));
}

const named = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const patchAnswer = z.object({
  names: z.array(named).optional().catch(undefined),
  updated: z
    .union([z.number(), z.array(z.unknown()).transform((list) => list.length)])
    .optional()
    .catch(undefined),
});

/** What a PATCH answer says it did: names where it lists them, a count where it counts. Either may be missing. */
export interface PatchAnswer {
  readonly names: readonly string[] | undefined;
  readonly updated: number | undefined;
}

/** `updated` and `names` are documented, their nesting and types are not: top level, `data` and `data.message` are looked at. */
export function readPatchAnswer(json: unknown): PatchAnswer {
  const found = levelsOf(json).map((level) => patchAnswer.parse(level));
  return {
    names: found.find(({ names }) => names !== undefined)?.names,
    updated: found.find(({ updated }) => updated !== undefined)?.updated,
  };
}

const signed = z.object({
  url: z.string().regex(/^https?:\/\//i),
  expiresAt: z.string().optional().catch(undefined),
});

export interface SignedUpload {
  /** A secret: whoever has it may write. */
  readonly url: string;
  /** By the server's clock. */
  readonly expiresAt: Date | undefined;
}

export function readSignedUpload(json: unknown): SignedUpload | undefined {
  for (const level of levelsOf(json)) {
    const { success, data } = signed.safeParse(level);
    if (!success) continue;
    const expiresAt = new Date(data.expiresAt ?? Number.NaN);
    return { url: data.url, expiresAt: Number.isNaN(expiresAt.getTime()) ? undefined : expiresAt };
  }
  return undefined;
}

const errorBody = z.object({ error: z.union([z.string(), z.object({ message: z.string() })]) });

/** The service's own words in `{"error":{"message":"…"}}`, of a length that fits a line. */
export function readErrorMessage(json: unknown): string | undefined {
  const parsed = errorBody.safeParse(json);
  if (!parsed.success) return undefined;
  const { error } = parsed.data;
  const message = (typeof error === "string" ? error : error.message).replaceAll(/\s+/g, " ").trim();
  return message === "" ? undefined : message.slice(0, 300);
}

/** The object itself, what is under `data`, what is under `data.message`. */
function levelsOf(json: unknown): object[] {
  const levels: object[] = [];
  let current = json;
  for (const key of ["data", "message"]) {
    if (!isObject(current)) break;
    levels.push(current);
    current = current[key];
  }
  if (isObject(current)) levels.push(current);
  return levels;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
