// The one gate for text that is printed: what has passed it cannot steer a terminal, forge a line or hide itself.
import { styleText } from "node:util";

declare const hasPassed: unique symbol;

/** Text of ours and of others that may be printed. Only this file makes it, so that the compiler knows what has passed. */
export type ShownText = string & { readonly [hasPassed]: true };

/** As much of a stream as printing needs: raw text does not compile. */
export interface ShownStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: ShownText): unknown;
}

/** Cuts secrets out of a text. */
export type Redact = (text: string) => string;

/**
 * Controls (C0, DEL, C1), line separators, lone surrogates, and all that has no width of its own: direction marks,
 * zero-width spaces, fillers, tags. Variation selectors only choose a glyph, and some signs of Arabic are seen.
 */
const UNSEEN =
  /(?![\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u0600-\u0605\u06dd\u08e2\u{110bd}\u{110cd}])[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** Joiners belong to the spelling after letters of these scripts, and within an emoji. */
const JOINED =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Khmer}\p{Script=Myanmar}\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]$/u;
const JOINERS = "\u200c\u200d";

/** One line's worth of text, whoever wrote it; what cannot be seen is spelled out: `\u001b`. */
export function shown(text: string): ShownText {
  return text.replaceAll(UNSEEN, (found, at: number) => {
    if (JOINERS.includes(found) && JOINED.test(text.slice(Math.max(0, at - 2), at))) return found;
    const code = (found.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
  }) as ShownText;
}

export function joined(...parts: readonly ShownText[]): ShownText {
  return parts.join("") as ShownText;
}

/** The parts as one whole line, with its end. */
export function wholeLine(...parts: readonly ShownText[]): ShownText {
  return `${parts.join("")}\n` as ShownText;
}

export function paint(format: Parameters<typeof styleText>[0], text: ShownText): ShownText {
  // Whether there is colour was decided by the stream that is written to.
  return styleText(format, text, { validateStream: false }) as ShownText;
}

/** One JSON line. Secrets are cut out of the values, never out of keys; a program reads the same text as before. */
export function jsonLine(fields: object, redact: Redact): ShownText {
  const json = JSON.stringify(fields, (key, value: unknown) =>
    typeof value === "string" && key !== "type" ? redact(value) : value,
  );
  // JSON leaves C1 controls and direction marks as they are.
  return wholeLine(json.replaceAll(UNSEEN, jsonEscape) as ShownText);
}

function jsonEscape(found: string): string {
  return [...Array(found.length).keys()]
    .map((at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, "0")}`)
    .join("");
}

/** A sheet or a unit file that was asked for on stdout: exactly these bytes, for a file or a pipe. */
export function asData(text: string): ShownText {
  return text as ShownText;
}

export function print(text: ShownText, stream: ShownStream, redact: Redact): void {
  stream.write(redact(text) as ShownText);
}
