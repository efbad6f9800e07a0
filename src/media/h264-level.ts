// The H.264 level that a picture size and rate need (Rec. ITU-T H.264, table A-1).
import type { FrameRate } from "../domain/frame-rate.ts";
import { toNumber } from "../domain/rational.ts";
import type { PictureSize } from "./proxy-size.ts";

/** Name, macroblocks per frame, macroblocks per second. Below 4.1 nothing is gained with today's decoders. */
const LEVELS: readonly (readonly [name: string, frame: number, second: number])[] = [
  ["4.1", 8_192, 245_760],
  ["4.2", 8_704, 522_240],
  ["5.0", 22_080, 589_824],
  ["5.1", 36_864, 983_040],
  ["5.2", 36_864, 2_073_600],
  ["6.0", 139_264, 4_177_920],
  ["6.1", 139_264, 8_355_840],
];

export function chooseH264Level({ width, height }: PictureSize, rate: FrameRate): string {
  const macroblocks = Math.ceil(width / 16) * Math.ceil(height / 16);
  const fits = LEVELS.find(
    ([, frame, second]) => macroblocks <= frame && macroblocks * toNumber(rate) <= second,
  );
  return fits?.[0] ?? "6.2";
}
