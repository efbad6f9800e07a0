// Values as people read them: never ambiguous.
import type { MetadataChange } from "../domain/events.ts";
import type { MetadataValue } from "../domain/metadata.ts";
import { shown } from "./shown-text.ts";

/** `22A`, `"Anna at the window"`, `2.8`, `true`; what is not plain is quoted, invisible characters are spelled out. */
export function valueText(value: MetadataValue): string {
  if (typeof value !== "string") return String(value);
  if (/^[\p{L}\p{M}\p{N}._:;/+-]+$/u.test(value)) return value;
  return shown(JSON.stringify(value));
}

/** `scene 22 → 22A · take not set → 3`. */
export function changesSentence(changes: readonly MetadataChange[]): string {
  return changes
    .map(({ property, old, new: value }) => {
      const before = old === undefined ? "not set" : valueText(old);
      return `${property} ${before} → ${value === undefined ? "not set" : valueText(value)}`;
    })
    .join(" · ");
}
