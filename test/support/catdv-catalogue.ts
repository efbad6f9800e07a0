// Catalogues, clips, media and thumbnails of a CatDV server, with what it ignores, replaces and refuses.
import { type ClipTest, parseQuery } from "./catdv-query.ts";

export type Fields = Record<string, unknown>;
export interface StoredClip extends Fields {
  ID: number;
  catalogID: number;
  name: string;
}

/** What a handler answers: data, or a status with words. */
export type Outcome =
  | { readonly data: unknown }
  | { readonly status: "ERROR" | "MODIFIED"; readonly message: string };
const error = (message: string): Outcome => ({ status: "ERROR", message });

/** Only there when one clip is read, or when they are asked for. */
const ASKED_FOR = ["thumbnailIds", "markers", "history", "userFields", "seqItems", "fields"];
/** The server makes them itself, whatever is sent. */
const CALCULATED = [
  "ID",
  "catalog",
  "userName",
  "duration",
  "modifiedDate",
  "mediaStart",
  "mediaEnd",
  "sourceMediaID",
  "media",
  "importSource",
  "history",
  "format",
  "fps",
  "thumbnailIds",
];
const TYPES: Readonly<Record<string, "string" | "number" | "boolean">> = {
  name: "string",
  tape: "string",
  notes: "string",
  status: "string",
  clipref: "string",
  bin: "string",
  rating: "number",
  marked: "boolean",
  recordedDate: "number",
};

export class Catalogues {
  readonly list: { ID: number; name: string; groupID: number; readOnly: boolean }[] = [
    { ID: 27, name: "Northern Lights", groupID: 3, readOnly: false },
    { ID: 28, name: "Archive", groupID: 3, readOnly: true },
  ];
  fieldDefinitions: { identifier: string; name: string; isEditable: boolean }[] = [];
  readonly clips: StoredClip[] = [];
  readonly thumbnails = new Map<number, { readonly mediaId: number; readonly bytes: number }>();
  /** Names of clips that nobody may change. */
  readonly locked = new Set<string>();
  /** How many changes that somebody else makes between a read and a write are still to come. */
  interferences = 0;
  readonly userFieldsKey: "fields" | "userFields";
  #lastId = 1000;

  constructor(apiVersion: number) {
    this.userFieldsKey = apiVersion >= 9 ? "fields" : "userFields";
  }

  query(parameters: URLSearchParams): Outcome {
    let test: ClipTest = () => true;
    const catalogId = parameters.get("catalogID");
    const text = parameters.get("query") ?? parameters.get("filter");
    // Seen on a running server: beside catalogID, a query counts for nothing.
    if (catalogId !== null) test = (read) => read("catalog.ID") === catalogId;
    else if (text !== null) {
      try {
        test = parseQuery(text, { ignoresCase: true });
      } catch (problem) {
        return error(problem instanceof Error ? problem.message : "bad query");
      }
    }
    const found = this.clips.filter((clip) => test((field) => this.#read(clip, field)));
    const skip = Number(parameters.get("skip") ?? parameters.get("offset") ?? 0);
    const take = Number(parameters.get("take") ?? parameters.get("limit") ?? 50);
    const asked = (parameters.get("include") ?? "").split(",").map((each) => each.replace(/^clip\./, ""));
    const items = found.slice(skip, skip + take).map((clip) => this.#shown(clip, asked));
    const totalItems = parameters.has("limit") ? items.length : found.length;
    return { data: { totalItems, offset: skip, items } };
  }

  get(id: number): Outcome {
    const clip = this.#find(id);
    return clip ? { data: this.#shown(clip, ASKED_FOR) } : error(`Clip ${id} not found`);
  }

  create(body: Fields): Outcome {
    const catalogue = this.list.find(({ ID }) => ID === body["catalogID"]);
    if (!catalogue) return error("No such catalog");
    if (catalogue.readOnly) return error("Catalog is read only");
    if (typeof body["name"] !== "string" || body["name"] === "") return error("A clip needs a name");
    const problem = this.#findProblem(body);
    if (problem !== undefined) return error(problem);
    const media = body["media"] as Fields | undefined;
    const mediaId = this.#nextId();
    const clip: StoredClip = {
      ...without(body, ["catalog", "importSource", "fields", "userFields"]),
      ID: this.#nextId(),
      catalogID: catalogue.ID,
      name: body["name"],
      marked: body["marked"] === true,
      ...(media && { sourceMediaID: mediaId, media: { ...media, ID: mediaId } }),
      [this.userFieldsKey]: this.#userFields({}, body),
      markers: body["markers"] ?? [],
      thumbnailIds: [],
      history: [{ action: "created" }],
      modifiedDate: 1,
    };
    this.clips.push(clip);
    return this.get(clip.ID);
  }

  change(id: number, body: Fields): Outcome {
    const clip = this.#find(id);
    if (!clip) return error(`Clip ${id} not found`);
    if (this.list.find(({ ID }) => ID === clip.catalogID)?.readOnly) return error("Catalog is read only");
    if (this.locked.has(clip.name)) return error("You do not have permission to edit this clip");
    if (this.interferences > 0) {
      this.interferences -= 1;
      clip["modifiedDate"] = Number(clip["modifiedDate"]) + 1;
      return { status: "MODIFIED", message: "The clip has been modified" };
    }
    const problem = this.#findProblem(body);
    if (problem !== undefined) return error(problem);
    const { thumbnailIDs, ...rest } = without(body, [...CALCULATED, "fields", "userFields"]);
    Object.assign(clip, rest);
    if (thumbnailIDs !== undefined) clip["thumbnailIds"] = thumbnailIDs;
    clip[this.userFieldsKey] = this.#userFields(clip[this.userFieldsKey] as Fields, body);
    (clip["history"] as unknown[]).push({ action: "changed", fields: Object.keys(body) });
    clip["modifiedDate"] = Number(clip["modifiedDate"]) + 1;
    return this.get(id);
  }

  addThumbnail(mediaId: number, body: Fields): Outcome {
    if (!this.clips.some((clip) => clip["sourceMediaID"] === mediaId)) return error("No such media");
    const { image } = body;
    if (typeof image !== "string" || !/^[A-Za-z0-9_-]+$/.test(image)) return error("Not base64url");
    const bytes = Buffer.from(image, "base64url");
    const isPicture = bytes.subarray(0, 2).equals(JPEG) || bytes.subarray(0, 4).equals(PNG);
    if (!isPicture) return error("Not a picture");
    const ID = this.#nextId();
    this.thumbnails.set(ID, { mediaId, bytes: bytes.length });
    return { data: { ID } };
  }

  #findProblem(body: Fields): string | undefined {
    for (const [key, type] of Object.entries(TYPES)) {
      if (key in body && typeof body[key] !== type) return `${key} must be a ${type}`;
    }
    for (const key of ["in", "out", "in2", "out2"]) {
      const { fmt, secs } = (body[key] ?? { fmt: 25, secs: 0 }) as Fields;
      if (!FORMATS.has(Number(fmt)) || typeof secs !== "number") return `${key} is no timecode`;
    }
    if (this.userFieldsKey === "fields" && "userFields" in body) return "Unknown property userFields";
    if (this.userFieldsKey === "userFields" && "fields" in body) return "Unknown property fields";
    const values = (body[this.userFieldsKey] ?? {}) as Fields;
    for (const [key, value] of Object.entries(values)) {
      if (!this.fieldDefinitions.some(({ identifier }) => identifier === key)) return `Unknown field ${key}`;
      if (typeof value !== "string") return `${key} must be text`;
    }
    const posters = [body["posterID"], ...((body["thumbnailIDs"] ?? []) as unknown[])];
    const unknown = posters.find((id) => id !== undefined && !this.thumbnails.has(Number(id)));
    return unknown === undefined ? undefined : `No thumbnail ${textOf(unknown)}`;
  }

  #userFields(before: Fields, body: Fields): Fields {
    const all = { ...before, ...(body[this.userFieldsKey] as Fields | undefined) };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
  }

  #shown(clip: StoredClip, asked: readonly string[]): Fields {
    return structuredClone(
      without(
        clip,
        ASKED_FOR.filter((key) => !asked.includes(key)),
      ),
    );
  }

  #read(clip: StoredClip, field: string): string {
    if (field === "catalog.ID") return String(clip.catalogID);
    if (field === "catalog.name") return this.list.find(({ ID }) => ID === clip.catalogID)?.name ?? "";
    if (field === "media.filePath") return textOf((clip["media"] as Fields | undefined)?.["filePath"]);
    const user = /^clip\[(.+)\]$/.exec(field)?.[1];
    if (user !== undefined) return textOf((clip[this.userFieldsKey] as Fields)[user]);
    return textOf(clip[field.replace(/^clip\./, "")]);
  }

  #find(id: number): StoredClip | undefined {
    return this.clips.find(({ ID }) => ID === id);
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}

const JPEG = Buffer.from([0xff, 0xd8]);
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
const FORMATS = new Set([1, 10, 100, 24, 25, 30, 50, 60, 2398, 2997, 3000, 5994, 6000]);

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? `${value}` : "";
}

function without(fields: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));
}
