// What CatDV puts on the wire, read defensively: versions differ in what they wrap, name and leave out.
import { z } from "zod";
import { wireText } from "../wire-text.ts";

const envelope = z.looseObject({
  status: z.enum(["OK", "ERROR", "AUTH", "MODIFIED", "BUSY"]),
  data: z.unknown().optional(),
  errorMessage: z.string().nullish().catch(undefined),
});

/** Every answer is 200; what it means stands in `status`. */
export interface Envelope {
  readonly status: "OK" | "ERROR" | "AUTH" | "MODIFIED" | "BUSY";
  readonly data: unknown;
  readonly message: string | undefined;
}

export function readEnvelope(json: unknown): Envelope | undefined {
  const { success, data } = envelope.safeParse(json);
  if (!success) return undefined;
  return { status: data.status, data: data.data, message: data.errorMessage ?? undefined };
}

const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);
const timecode = z.object({ fmt: z.number(), secs: z.number() }).optional().catch(undefined);
const ids = z.array(z.number()).optional().catch(undefined);
const record = z.record(z.string(), z.unknown()).optional().catch(undefined);
const marker = z.looseObject({ name: text, category: text, in: timecode });

const clip = z.looseObject({
  ID: z.number(),
  catalogID: number,
  name: text,
  clipref: text,
  clipRef: text,
  tape: text,
  notes: text,
  status: text,
  rating: number,
  marked: z.boolean().optional().catch(undefined),
  recordedDate: number,
  in: timecode,
  out: timecode,
  in2: timecode,
  out2: timecode,
  posterID: number,
  thumbnailIds: ids,
  thumbnailIDs: ids,
  sourceMediaID: number,
  media: z.looseObject({ filePath: text, fileSize: number }).optional().catch(undefined),
  markers: z.array(marker).optional().catch(undefined),
  fields: record,
  userFields: record,
});

export type WireClip = z.infer<typeof clip>;
export type WireMarker = z.infer<typeof marker>;

export function readWireClip(data: unknown): WireClip | undefined {
  return clip.safeParse(data).data;
}

const page = z.object({ items: z.array(z.unknown()) });

/** One page of a PartialResultSet; what is no clip in it is left out. */
export function readClipPage(
  data: unknown,
): { readonly clips: readonly WireClip[]; readonly count: number } | undefined {
  const { success, data: found } = page.safeParse(data);
  if (!success) return undefined;
  const clips = found.items.map(readWireClip).filter((each) => each !== undefined);
  return { clips, count: found.items.length };
}

/** A list that comes bare, as `items` or as `fields`, depending on the version. */
function listOf<Item extends z.ZodType>(item: Item) {
  const list = z.array(item);
  return z.union([
    list,
    z.object({ items: list }).transform(({ items }) => items),
    z.object({ fields: list }).transform(({ fields }) => fields),
  ]);
}

const catalogues = listOf(
  z.looseObject({ ID: z.number(), name: z.string(), readOnly: z.boolean().nullish().catch(undefined) }),
);
export type WireCatalogue = z.infer<typeof catalogues>[number];

export function readCatalogues(data: unknown): readonly WireCatalogue[] | undefined {
  return catalogues.safeParse(data).data;
}

const definitions = listOf(
  z.looseObject({ identifier: z.string(), name: text, isEditable: z.boolean().nullish().catch(undefined) }),
);
export type FieldDefinition = z.infer<typeof definitions>[number];

export function readFieldDefinitions(data: unknown): readonly FieldDefinition[] | undefined {
  return definitions.safeParse(data).data;
}

const storePath = z
  .looseObject({
    path: z.string(),
    pathOrder: z.number(),
    // Version 9 has it in an object, version 7 on the path itself.
    pathType: z.looseObject({ mediaType: text, target: z.string().nullish() }).optional().catch(undefined),
    mediaType: text,
    target: z.string().nullish().catch(undefined),
  })
  .transform(({ path, pathOrder, pathType, mediaType, target }) => ({
    path,
    pathOrder,
    mediaType: pathType?.mediaType ?? mediaType,
    target: pathType?.target ?? target ?? undefined,
  }));
const stores = listOf(z.object({ paths: z.array(storePath) }));
export type MediaStore = z.infer<typeof stores>[number];

export function readMediaStores(data: unknown): readonly MediaStore[] | undefined {
  return stores.safeParse(data).data;
}

export function readSessionKey(data: unknown): string | undefined {
  return z.object({ key: z.string() }).safeParse(data).data?.key;
}

export function readSessionId(data: unknown): string | undefined {
  return z.object({ jsessionid: wireText }).safeParse(data).data?.jsessionid;
}

/** Undefined where the server does not say: the oldest ones do not. */
export function readApiVersion(data: unknown): number | undefined {
  const info = z.looseObject({ apiVersion: z.coerce.number().int().positive().optional().catch(undefined) });
  return info.safeParse(data).data?.apiVersion;
}

export function readId(data: unknown): number | undefined {
  return z.looseObject({ ID: z.number() }).safeParse(data).data?.ID;
}

/** Of an upload that begins. */
export function readTicket(data: unknown): string | undefined {
  return z.object({ ticket: z.string() }).safeParse(data).data?.ticket;
}

/** After each piece of an upload: of all that came. */
export function readBytesUploaded(data: unknown): number | undefined {
  return z.object({ bytesUploaded: z.number() }).safeParse(data).data?.bytesUploaded;
}
