// By which listed name a column is known: its own, the one before a bracket, or the one in another language beside it.
import { COLUMN_ALIASES } from "./aliases.ts";
import type { ColumnTarget } from "./column-target.ts";
import { normaliseHeader } from "./normalise-header.ts";

export interface Meaning {
  readonly target: ColumnTarget;
  /** Smaller counts first. */
  readonly priority: number;
}

const MEANINGS = new Map<string, Meaning[]>();
for (const [target, aliases] of Object.entries(COLUMN_ALIASES)) {
  for (const [priority, alias] of aliases.entries()) {
    const meanings = MEANINGS.get(alias) ?? [];
    meanings.push({ target: target as ColumnTarget, priority });
    MEANINGS.set(alias, meanings);
  }
}

/** What a listed name means; nothing for any other. */
export function meaningsOf(key: string): readonly Meaning[] {
  return MEANINGS.get(key) ?? [];
}

export interface ColumnKey {
  /** The listed name, or the column's own where none is listed. */
  readonly key: string;
  /** What stands in brackets behind the name, as written: `ft` of `Focus (ft)`. */
  readonly note?: string;
}

/** In brackets these make another thing of what stands before them: the number of a lens is no lens. */
const OTHER_THING = new Set(
  "serial serialnumber serialno sn id uuid manufacturer make firmware project director dop kb mb gb tb mib gib".split(
    " ",
  ),
);
const BRACKETS: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{", "）": "（", "】": "【" };
/** No heading is longer; what is may be anything. */
const MAX_LENGTH = 200;

/** `Circle (Y/N)` → circle, `Szene / Scene` → szene, `EI/ISO (clip)` → eiisoclip, which is listed as it is. */
export function columnKey(name: string): ColumnKey {
  const whole = normaliseHeader(name);
  if (MEANINGS.has(whole) || name.length > MAX_LENGTH) return { key: whole };
  const { before, note } = withoutBracket(name);
  const bare = listedName(before);
  if (bare === undefined || OTHER_THING.has(normaliseHeader(note ?? ""))) return { key: whole };
  return { key: bare, ...(note !== undefined && { note }) };
}

function withoutBracket(name: string): { readonly before: string; readonly note: string | undefined } {
  const trimmed = name.trim();
  const opening = BRACKETS[trimmed.at(-1) ?? ""];
  const at = opening === undefined ? -1 : trimmed.lastIndexOf(opening);
  return at < 1
    ? { before: trimmed, note: undefined }
    : { before: trimmed.slice(0, at), note: trimmed.slice(at + 1, -1).trim() };
}

/** `N° de prise`, `Prise n°`, `Toma Nº`, `Slate No.`: of these the number is what they are called by. */
const COUNTED: ReadonlySet<ColumnTarget> = new Set(["scene", "shot", "take", "reelName", "clipNumber"]);
const NUMBER = String.raw`(?:n[°ºo]\.?|№|#|nr\.?|num(?:ber|mer|[eé]ro)?\.?)`;
const NUMBER_BEFORE = new RegExp(
  String.raw`^${NUMBER}[\s_-]*(?:de la |de l['’]|des |de |du |del |della |di |da |do |d['’])?(?=\p{L})`,
  "iu",
);
const NUMBER_BEHIND = new RegExp(String.raw`(?<=\p{L})[\s_.-]+${NUMBER}$`, "iu");

function withoutNumber(name: string): string | undefined {
  const bare = name.trim().replace(NUMBER_BEFORE, "").replace(NUMBER_BEHIND, "");
  const key = normaliseHeader(bare);
  const isCounted = meaningsOf(key).some(({ target }) => COUNTED.has(target));
  return bare !== name.trim() && isCounted ? key : undefined;
}

/** Two languages side by side are one name only where both mean the same: `Scene/Take` is no scene. */
function listedName(name: string): string | undefined {
  const whole = normaliseHeader(name);
  if (MEANINGS.has(whole)) return whole;
  const counted = withoutNumber(name);
  if (counted !== undefined) return counted;
  const parts = name.split(/[/|]/).map(normaliseHeader);
  const [first = ""] = parts;
  const targets = (key: string) =>
    meaningsOf(key)
      .map(({ target }) => target)
      .join();
  return parts.length > 1 && MEANINGS.has(first) && parts.every((part) => targets(part) === targets(first))
    ? first
    : undefined;
}
