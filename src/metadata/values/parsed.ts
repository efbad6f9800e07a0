// What reading one cell can end in: a value, a doubt that a person should see, or nothing.

/** A value; with a warning where it was understood only by a guess that a person should check. */
export interface ParsedValue<T> {
  readonly value: T;
  readonly warning?: string;
}

/** Something is written, but no value can be made of it. `warning` is a full sentence. */
export interface ParsedDoubt {
  readonly value?: undefined;
  readonly warning: string;
}

/** Undefined means that the cell is empty or says so in words (`n/a`, `--`): unknown, never false or zero. */
export type Parsed<T> = ParsedValue<T> | ParsedDoubt | undefined;

export function found<T>(value: T, warning?: string): ParsedValue<T> {
  return warning === undefined ? { value } : { value, warning };
}

export function doubt(warning: string): ParsedDoubt {
  return { warning };
}

/** Keeps the warning and turns the value into something else. */
export function mapParsed<T, U>(parsed: Parsed<T>, turn: (value: T) => U): Parsed<U> {
  if (parsed === undefined) return undefined;
  return parsed.value === undefined ? doubt(parsed.warning ?? "") : found(turn(parsed.value), parsed.warning);
}

/** A cell as it may stand in a sentence: one line, not endless. */
export function quoted(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `"${short.replaceAll(/\s+/g, " ").trim()}"`;
}
