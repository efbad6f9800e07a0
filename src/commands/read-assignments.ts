// `key=value` words of the command line.
import { OdailiesError } from "../domain/errors.ts";

export interface Assignment {
  readonly key: string;
  /** Never blank. */
  readonly text: string;
}

/** Throws `usage` for a word without `=`, a blank value, and a key that comes twice. */
export function readAssignments(words: readonly string[]): readonly Assignment[] {
  const keys = new Set<string>();
  return words.map((word) => {
    const cut = word.indexOf("=");
    const key = word.slice(0, Math.max(cut, 0)).trim();
    const text = word.slice(cut + 1);
    if (key === "") {
      throw new OdailiesError("usage", `${JSON.stringify(word)} sets nothing.`, {
        hint: "Write it as key=value, in quotation marks where it holds blanks.",
      });
    }
    if (text.trim() === "") {
      throw new OdailiesError("usage", `${key} has no value, and values are never blanked.`, {
        hint: `Give it one, or leave ${key} out.`,
      });
    }
    if (keys.has(key.toLowerCase())) {
      throw new OdailiesError("usage", `${key} is given twice.`, { hint: "Give it once." });
    }
    keys.add(key.toLowerCase());
    return { key, text };
  });
}
