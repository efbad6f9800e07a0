// One entry of a line that ffprobe writes with `-of compact`: `packet|pts_time=0.040000|flags=K_`.

/** Undefined where the line has no such entry. ffprobe escapes a `|` within a value. */
export function readEntry(line: string, name: string): string | undefined {
  const sign = `${name}=`;
  const entry = line.split("|").find((part) => part.startsWith(sign));
  return entry?.slice(sign.length);
}

/** Undefined where there is none, and for `N/A`. */
export function readNumberEntry(line: string, name: string): number | undefined {
  const text = readEntry(line, name)?.trim();
  return text === undefined || text === "" || Number.isNaN(Number(text)) ? undefined : Number(text);
}
