// What o/DAILIES puts on the wire, read defensively: only what is needed must be there, and nesting may vary.
import { z } from "zod";
import { wireText } from "../wire-text.ts";

export type ApiVersion = "v1" | "v2";

/** A clip with the keys of whichever version it came by. */
export interface WireClip {
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** One entry of a PATCH body. */
export type WirePatch = Readonly<Record<string, string | number | boolean | null>> & {
  readonly name: string;
};

const anyObject = z.looseObject({});
// An empty project may be {}, [] or null.
const clipMap = z.union([z.array(anyObject), anyObject, z.null()]);

const v1Listing = z.object({ data: z.object({ message: clipMap }) });
const v2Listing = z.object({
  data: z.union([z.array(z.looseObject({ name: wireText })), z.null()]),
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

const v2Single = z.object({ data: z.looseObject({ name: wireText }) });

/** `{"data":{"name":"NAME",…}}`; undefined for anything else. */
export function readV2Clip(json: unknown): WireClip | undefined {
  const parsed = v2Single.safeParse(json);
  return parsed.success ? { name: parsed.data.data.name, fields: parsed.data.data } : undefined;
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

const words = z.union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)]);
/** As documented, `{"error":{"message":"…"}}`, and what gateways before a service answer with. */
const errorBody = z.object({
  error: words.optional().catch(undefined),
  errors: z
    .array(words)
    .transform(([first]) => first)
    .optional()
    .catch(undefined),
  message: z.string().optional().catch(undefined),
  detail: z.string().optional().catch(undefined),
});

/** The service's own words where it refuses, of a length that fits a line; `text` is an answer that is no JSON. */
export function readErrorMessage(json: unknown, text = ""): string | undefined {
  const plain = json === undefined && !text.trimStart().startsWith("<") ? text : undefined;
  const levels = levelsOf(json).map((level) => errorBody.safeParse(level).data ?? {});
  const said = [
    ...levels.flatMap(({ error, errors, message, detail }) => [error, errors, message, detail]),
    plain,
  ];
  const words = said.find((each) => each !== undefined && each.trim() !== "");
  return words?.replaceAll(/\s+/g, " ").trim().slice(0, 300);
}

/** Is a success in truth a refusal: an error, at the top or under `data`, and nothing that was asked for besides? */
export function isRefusalInside(json: unknown): boolean {
  if (!isObject(json)) return false;
  if (json["success"] === false || json["ok"] === false) return true;
  const levels = levelsOf(json);
  const hasContent = ["url", "updated", "names"].some((key) =>
    levels.some((level) => Reflect.get(level, key)),
  );
  if (hasContent || Array.isArray(json["data"]) || levels.length > 2) return false;
  return levels.some((level) => Boolean(Reflect.get(level, "error") ?? Reflect.get(level, "errors")));
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
