// A baked table as the plainest .cube text, which every version of ffmpeg reads alike.
import type { BakedTable } from "./baked-table.ts";

const KEYWORDS = { lut1d: "LUT_1D_SIZE", lut3d: "LUT_3D_SIZE" } as const;

/** The size, then the triples with six decimals, LF. No title, no domain: ffmpeg misreads more than it understands. */
export function tableText({ filter, size, values }: BakedTable): string {
  const lines = [`${KEYWORDS[filter]} ${size}`];
  for (let at = 0; at < values.length; at += 3) {
    lines.push(`${decimals(values[at])} ${decimals(values[at + 1])} ${decimals(values[at + 2])}`);
  }
  return `${lines.join("\n")}\n`;
}

function decimals(value = 0): string {
  return value.toFixed(6);
}
