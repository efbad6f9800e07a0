// Reads what ffmpeg's muxer framecrc writes: a line of text for each picture, in the order of the file.

/**
 * Takes line after line: when the picture of that line is shown, in seconds; undefined for any other line. `#tb 0: 1/25`
 * gives the clock of lines such as `0, 12, 12, 1, 256, 0x1234abcd`.
 */
export function frameTimeReader(): (line: string) => number | undefined {
  let clock = 1;
  return (line) => {
    const [, num, den] = /^#tb 0: (\d+)\/(\d+)/.exec(line) ?? [];
    if (num !== undefined) clock = Number(num) / Number(den);
    const time = /^0,\s*-?\d+,\s*(-?\d+),/.exec(line)?.[1];
    return time === undefined ? undefined : Number(time) * clock;
  };
}
