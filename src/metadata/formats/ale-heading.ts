// The global values of an ALE: FIELD_DELIM, VIDEO_FORMAT, AUDIO_FORMAT, FILM_FORMAT, TAPE, FPS.

/**
 * Key and value by line, or all pairs on one line, as some dailies systems write them. Keys as written;
 * of a key that occurs twice the first filled value counts.
 */
export function readAleHeading(lines: readonly string[]): Map<string, string> {
  const heading = new Map<string, string>();
  for (const line of lines) {
    const cells = splitHeadingLine(line.replace(/^\s*heading(?=\s|$)/i, "").trim());
    for (let at = 0; at < cells.length; at += 2) {
      const key = cells[at] ?? "";
      const value = cells[at + 1] ?? "";
      if (/^[A-Za-z]\w*$/.test(key) && !heading.get(key)) heading.set(key, value);
    }
  }
  return heading;
}

function splitHeadingLine(line: string): string[] {
  if (line === "") return [];
  if (line.includes("\t")) return line.split("\t").map((cell) => cell.trim());
  // Written by hand: `FPS 25`, `FPS,25`, `FPS=25`.
  const [, key, rest = ""] = /^([A-Z_]+)([\s,=:].*)$/i.exec(line) ?? [];
  return key === undefined
    ? [line, ""]
    : [
        key,
        rest
          .trimStart()
          .replace(/^[,=:]/, "")
          .trimStart(),
      ];
}

/** The value of a heading key, whatever its case; undefined where it is missing or empty. */
export function headingValue(heading: ReadonlyMap<string, string>, key: string): string | undefined {
  for (const [name, value] of heading) {
    if (name.toUpperCase() === key && value !== "") return value;
  }
  return undefined;
}
