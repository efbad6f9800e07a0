// Clip numbers that a roll leaves out: the camera counts without a gap, so a missing number is a clip that is not here.
import { parseClipName } from "./clip-name.ts";

export interface MissingNumbers {
  readonly roll: string;
  /** As the camera writes them, in order: `C003`. */
  readonly numbers: readonly string[];
}

/** More than this is a wrong number rather than lost clips. */
const GAP_AT_MOST = 200;

/** Between the lowest and the highest number of each roll that names tell; what came before or after, nobody knows. */
export function findMissingNumbers(names: readonly string[]): readonly MissingNumbers[] {
  const rolls = new Map<string, Map<number, string>>();
  for (const name of names) {
    const { roll, clipNumber } = parseClipName(name) ?? {};
    if (roll === undefined || clipNumber === undefined) continue;
    const numbers = rolls.get(roll) ?? new Map<number, string>();
    rolls.set(roll, numbers);
    numbers.set(Number(clipNumber.replace(/^\D+/, "")), clipNumber);
  }
  return [...rolls].flatMap(([roll, numbers]) => {
    const missing = gapsIn(numbers);
    return missing.length > 0 ? [{ roll, numbers: missing }] : [];
  });
}

function gapsIn(numbers: ReadonlyMap<number, string>): readonly string[] {
  const sorted = [...numbers.keys()].toSorted((a, b) => a - b);
  return sorted.slice(1).flatMap((number, index) => {
    const before = sorted[index] ?? number;
    if (number - before > GAP_AT_MOST) return [];
    const [prefix, digits] = splitNumber(numbers.get(before) ?? "");
    return Array.from(
      { length: number - before - 1 },
      (_, step) => prefix + String(before + 1 + step).padStart(digits, "0"),
    );
  });
}

/** `C001` → `C` and 3 digits. */
function splitNumber(clipNumber: string): readonly [string, number] {
  const prefix = /^\D*/.exec(clipNumber)?.[0] ?? "";
  return [prefix, clipNumber.length - prefix.length];
}
