// Values as people read them: never ambiguous, and never able to steer a terminal.
import type { MetadataChange } from "../domain/events.ts";
import type { MetadataValue } from "../domain/metadata.ts";

/** `22A`, `"Anna at the window"`, `2.8`, `true`; what is not plain is quoted, invisible characters are spelled out. */
export function valueText(value: MetadataValue): string {
  if (typeof value !== "string") return String(value);
  if (/^[\p{L}\p{M}\p{N}._:;/+-]+$/u.test(value)) return value;
  return visible(JSON.stringify(value));
}

/** Text of a sheet or a service with control characters and direction marks spelled out: `\u001b`. */
export function visible(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}

/** A whole line of ours: its colours and its end stay, all else that could steer a terminal is spelled out. */
export function visibleLine(line: string): string {
  return line.replaceAll(/\p{Cc}\[\d+m|\n$|[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, (found) =>
    found === "\n" || found.startsWith("\u001b[") ? found : visible(found),
  );
}

/** `scene 22 → 22A · take not set → 3`. */
export function changesSentence(changes: readonly MetadataChange[]): string {
  return changes
    .map(({ property, old, new: value }) => {
      const before = old === undefined ? "not set" : valueText(old);
      return `${property} ${before} → ${valueText(value)}`;
    })
    .join(" · ");
}
