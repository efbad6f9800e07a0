// A line of ffmpeg without what differs from run to run, so that the same complaint reads the same.

/** `[h264 @ 0x55d0c0ffee00] …` → `[h264] …`. */
export function withoutAddress(line: string): string {
  return line.replace(/ @ 0x[0-9a-f]+\]/g, "]");
}
