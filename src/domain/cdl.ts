// ASC CDL: slope, offset, power and saturation, the ten numbers of a primary correction (ASC CDL v1.2).

/** Red, green, blue. */
export type Rgb = readonly [red: number, green: number, blue: number];

export interface Cdl {
  readonly slope: Rgb;
  readonly offset: Rgb;
  readonly power: Rgb;
  readonly saturation: number;
}

/** Changes nothing: what stands for the parts that a correction does not name. */
export const NEUTRAL_CDL: Cdl = { slope: [1, 1, 1], offset: [0, 0, 0], power: [1, 1, 1], saturation: 1 };

export function isNeutralCdl(cdl: Cdl): boolean {
  return (
    cdl.slope.every((value) => value === 1) &&
    cdl.offset.every((value) => value === 0) &&
    cdl.power.every((value) => value === 1) &&
    cdl.saturation === 1
  );
}

/** What the numbers break of the standard, as the rest of a sentence (`its power is 0 …`); undefined when they are right. */
export function findCdlFault(cdl: Cdl): string | undefined {
  const { slope, offset, power, saturation } = cdl;
  const all = [...slope, ...offset, ...power, saturation];
  if (!all.every(Number.isFinite)) return "a number of it is not finite";
  const badSlope = slope.find((value) => value < 0);
  if (badSlope !== undefined) return `its slope is ${badSlope}, and a slope is 0 or more`;
  const badPower = power.find((value) => value <= 0);
  if (badPower !== undefined) return `its power is ${badPower}, and a power is more than 0`;
  if (saturation < 0) return `its saturation is ${saturation}, and a saturation is 0 or more`;
  return undefined;
}
