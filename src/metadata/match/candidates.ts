// What one way of matching says of a row.
import type { MetadataRow } from "../columns/metadata-row.ts";
import type { ClipToMatch } from "./clip-to-match.ts";

/** No clip, one clip, or several (ambiguous), best first. */
type Candidates = readonly ClipToMatch[];

/** Looks a row up; built once per set of clips. */
export type Lookup = (row: MetadataRow) => Candidates;

const DAY_MS = 86_400_000;

/** Whole days from `a` to `b`, both `yyyyMMdd`; undefined where one is not known. */
export function daysBetween(a: string | undefined, b: string | undefined): number | undefined {
  const [from, to] = [midnight(a), midnight(b)];
  return from === undefined || to === undefined ? undefined : Math.round((to - from) / DAY_MS);
}

function midnight(date: string | undefined): number | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(date ?? "");
  return match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : undefined;
}
