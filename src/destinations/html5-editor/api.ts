// What the editor's backend puts on the wire, read defensively: only what is needed must be there.
import { z } from "zod";
import { wireText } from "../wire-text.ts";
import { EDITOR_UNITS_PER_SECOND } from "../../domain/editor-time.ts";

const mediaError = z.object({
  type: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
});

/** Why a media file is not what it should be. `type` is one of the published names, as far as is known. */
export interface MediaError {
  readonly type: string | undefined;
  /** The backend's own words. */
  readonly message: string | undefined;
}

const id = z.union([wireText, z.number().transform(String)]);
const entry = z.looseObject({
  id,
  name: z.string(),
  filetype: z.string().optional().catch(undefined),
  size: z.number().optional().catch(undefined),
  duration: z.number().optional().catch(undefined),
  status: z.string().optional().catch(undefined),
  error: z.unknown().optional(),
});
const listing = z.object({ entries: z.array(entry) });

/** A media file or a folder. */
export interface MediaEntry {
  readonly id: string;
  readonly name: string;
  readonly isFolder: boolean;
  readonly bytes: number | undefined;
  readonly seconds: number | undefined;
  /** `upload import convert prepare_thumbnails render ready`. */
  readonly status: string | undefined;
  readonly error: MediaError | undefined;
}

/** Undefined for what is no listing. */
export function readListing(json: unknown): readonly MediaEntry[] | undefined {
  return listing.safeParse(json).data?.entries.map(toEntry);
}

/** Undefined for what is no media file. */
export function readEntry(json: unknown): MediaEntry | undefined {
  const { data } = entry.safeParse(json);
  return data && toEntry(data);
}

function toEntry({ id, name, filetype, size, duration, status, error }: z.infer<typeof entry>): MediaEntry {
  return {
    id,
    name,
    isFolder: filetype === "folder",
    bytes: size,
    seconds: duration === undefined || duration <= 0 ? undefined : duration / EDITOR_UNITS_PER_SECOND,
    status,
    error: toError(error),
  };
}

const created = z.object({ id });

/** The id of whatever was made; undefined where there is none. */
export function readId(json: unknown): string | undefined {
  return created.safeParse(json).data?.id;
}

const version = z.object({ version: wireText });

/** E.g. `1.0.2006.18`; undefined where something else answers. */
export function readVersion(json: unknown): string | undefined {
  return version.safeParse(json).data?.version;
}

const body = z.looseObject({
  status: z.unknown().optional(),
  error: z.unknown().optional(),
  message: z.unknown().optional(),
});

/** Of a question for a file's status. */
export interface MediaStatus {
  readonly status: string | undefined;
  readonly error: MediaError | undefined;
}

/** Undefined for what is no status. */
export function readStatus(json: unknown): MediaStatus | undefined {
  const { data } = body.safeParse(json);
  if (!data || (typeof data.status !== "string" && data.error === undefined)) return undefined;
  return { status: typeof data.status === "string" ? data.status : undefined, error: toError(data.error) };
}

/** An error in an answer, which may come with any status, 200 among them. */
export function readError(json: unknown): MediaError | undefined {
  const { data } = body.safeParse(json);
  if (!data) return undefined;
  const plain = typeof data.message === "string" ? data.message : undefined;
  return toError(data.error) ?? (plain === undefined ? undefined : { type: undefined, message: plain });
}

function toError(value: unknown): MediaError | undefined {
  if (typeof value === "string" && value !== "") return { type: undefined, message: value };
  const { data } = mediaError.safeParse(value);
  if (!data || (data.type ?? data.message ?? data.title) === undefined) return undefined;
  return { type: data.type, message: (data.message ?? data.title)?.replaceAll(/\s+/g, " ").slice(0, 300) };
}

/** The byte after the last one that the backend holds, by the `Range` of its answer; 0 where it tells none. */
export function readHeld(headers: Readonly<Record<string, string>>): number {
  const last = /^\s*bytes[= ]0-(\d+)/i.exec(headers["range"] ?? "")?.[1];
  return last === undefined ? 0 : Number(last) + 1;
}
