// The query of the media tab: which part of the list, of what kind, in which order, and what it has to hold.
import { ApiError } from "../api/api-error.ts";

export const SORT_FIELDS = ["createTime", "name", "size", "duration"] as const;
export type SortField = (typeof SORT_FIELDS)[number];

const SORT_ORDERS = ["desc", "asc"] as const;

export interface ListRequest {
  readonly start: number;
  readonly count: number;
  /** In lower case; undefined for all. */
  readonly mediaTypes: readonly string[] | undefined;
  readonly sortField: SortField;
  readonly sortOrder: (typeof SORT_ORDERS)[number];
  readonly search: string;
}

/** As in the published example. */
const USUAL_COUNT = 20;

/** What is left out or empty has the published default. Throws 400 for what cannot be meant. */
export function readListRequest(query: Readonly<Record<string, unknown>>): ListRequest {
  const filter = textOf(query, "filter").toLowerCase();
  const mediaTypes = filter.split(",").map((type) => type.trim());
  return {
    start: countOf(query, "start_number", 0),
    count: countOf(query, "count", USUAL_COUNT),
    mediaTypes: filter.trim() === "" ? undefined : mediaTypes,
    sortField: choose(query, "sort_field", SORT_FIELDS),
    sortOrder: choose(query, "sort_order", SORT_ORDERS),
    search: textOf(query, "search"),
  };
}

/** Empty where it is left out. Throws 400 where it stands twice. */
export function textOf(query: Readonly<Record<string, unknown>>, key: string): string {
  const value = query[key] ?? "";
  if (typeof value !== "string") throw new ApiError(400, `There is more than one ${key}.`);
  return value;
}

function countOf(query: Readonly<Record<string, unknown>>, key: string, usual: number): number {
  const text = textOf(query, key);
  if (text === "") return usual;
  if (!/^\d{1,15}$/.test(text)) throw new ApiError(400, `${key} must be a whole number from 0 on.`);
  return Number(text);
}

/** The first of `words` is the default. */
function choose<Word extends string>(
  query: Readonly<Record<string, unknown>>,
  key: string,
  words: readonly [Word, ...Word[]],
): Word {
  const text = textOf(query, key);
  const word = text === "" ? words[0] : words.find((each) => each === text);
  if (word === undefined) throw new ApiError(400, `${key} must be one of ${words.join(", ")}.`);
  return word;
}
