// What Zou puts on the wire, both generations of it, read defensively: only what is needed must be there.
import { z } from "zod";
import { wireText } from "../wire-text.ts";

const id = wireText;
const anyObject = z.record(z.string(), z.unknown());
/** A shot that was never given any has null. */
const data = anyObject.nullish().transform((value) => value ?? {});

const project = z.object({
  id,
  name: z.string(),
  production_type: z.string().nullish(),
  is_single_preview_per_revision: z.boolean().nullish(),
  task_types: z.array(id).catch([]),
  task_statuses: z.array(id).catch([]),
});
const taskType = z.object({ id, name: z.string(), for_entity: z.string().nullish() });
const taskStatus = z.object({
  id,
  name: z.string(),
  short_name: z.string().nullish(),
  is_default: z.boolean().nullish(),
  is_feedback_request: z.boolean().nullish(),
});
const descriptor = z.object({ entity_type: z.string(), field_name: z.string() });
const task = z.object({ id, task_type_id: id.optional() });
const shot = z.object({
  id,
  name: z.string(),
  description: z.string().nullish(),
  data,
  /** Told by the listing with tasks alone. */
  sequence_name: z.string().nullish(),
  tasks: z.array(task).catch([]),
});
const comment = z.object({
  id,
  text: z.string().nullish(),
  previews: z.array(z.object({ id })).catch([]),
});
const preview = z.object({
  id,
  status: z.string().nullish(),
  original_name: z.string().nullish(),
  revision: z.number().nullish(),
  data,
});
const playlist = z.object({
  id,
  name: z.string(),
  shots: z
    .array(z.looseObject({ entity_id: id, preview_file_id: id.nullish() }))
    .nullish()
    .transform((value) => value ?? []),
});

export type WireProject = z.output<typeof project>;
export type WireTaskType = z.output<typeof taskType>;
export type WireTaskStatus = z.output<typeof taskStatus>;
export type WireShot = z.output<typeof shot>;
export type WireComment = z.output<typeof comment>;
export type WirePreview = z.output<typeof preview>;
export type WirePlaylist = z.output<typeof playlist>;

/** Rows by their kind; `named` is what every row of Zou has at least. */
export const ROWS = {
  named: z.object({ id, name: z.string() }),
  projects: z.array(project),
  taskType,
  taskTypes: z.array(taskType),
  taskStatuses: z.array(taskStatus),
  descriptors: z.array(descriptor),
  shot,
  shots: z.array(shot),
  tasks: z.array(task),
  comment,
  comments: z.array(comment),
  preview,
  playlist,
  playlists: z.array(playlist),
  api: z.object({ api: z.literal("Zou"), version: z.string() }),
  anything: z.unknown(),
} as const;

const refusal = z.object({
  message: z.union([z.string(), anyObject]).optional().catch(undefined),
  msg: z.string().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  data: z
    .object({
      reason: z.string().optional().catch(undefined),
      errors: z
        .array(z.object({ field: z.string(), message: z.string() }))
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

const LONGEST_WORDS = 300;

/**
 * The server's own words where it refuses, of a length that fits a line: 1.0's `message` with its field errors or reason,
 * 0.16's `message` by field, the token layer's `msg`. A page, such as nginx answers with, says nothing.
 */
export function readMessage(json: unknown): string | undefined {
  const { message, msg, error, data } = refusal.safeParse(json).data ?? {};
  const byField = Object.entries(typeof message === "object" ? message : {}).map(
    ([field, words]) => `${field}: ${asWords(words)}`,
  );
  const errors = data?.errors?.map(({ field, message }) => `${field}: ${message}`) ?? [];
  const said = [
    typeof message === "string" ? message : undefined,
    ...byField,
    msg,
    error,
    ...errors,
    data?.reason,
  ];
  const words = said.filter((each) => each !== undefined && each.trim() !== "").join(" ");
  return words === "" ? undefined : words.replaceAll(/\s+/g, " ").trim().slice(0, LONGEST_WORDS);
}

/** What an answer holds may bring a `toString` of its own, so nothing but text and lists of it is taken for words. */
function asWords(value: unknown): string {
  if (typeof value === "string") return value;
  const isTexts = Array.isArray(value) && value.every((each) => typeof each === "string");
  return isTexts ? value.join(",") : JSON.stringify(value);
}

/** Does an answer say that the second factor has to be set up first? */
export function needsSecondFactor(json: unknown): boolean {
  return anyObject.safeParse(json).data?.["two_factor_authentication_required"] === true;
}
