// Rolls as cameras and people write them, taken apart.

export interface RollParts {
  /** Undefined where the roll is a bare number. */
  readonly camera: string | undefined;
  readonly reel: number;
}

/** `A001`, `A001R1AA`, `A_0076_1CTJ`, `A1`, `001` → camera and number; anything else is undefined. */
export function parseRoll(text: string | undefined): RollParts | undefined {
  const upper = (text ?? "").trim().toUpperCase();
  const match = /^([A-Z])([A-Z]?)_?(\d{3,4})(?!\d)/.exec(upper) ?? /^([A-Z]?)()(\d{1,4})$/.exec(upper);
  if (!match) return undefined;
  const camera = `${match[1]}${match[2]}`;
  return { camera: camera === "" ? undefined : camera, reel: Number(match[3]) };
}
