// Lines of a text, whichever way they end.

/** CRLF, LF and CR all end a line; old Avid and Wave Agent files have CR alone. */
export function splitLines(text: string): string[] {
  return text.includes("\r") ? text.split(/\r\n|\r|\n/) : text.split("\n");
}

/** `line 3`, `lines 3, 4, 5, 6, 7 and 12 more`. */
export function nameLines(lines: readonly number[]): string {
  const shown = lines.slice(0, 5);
  const rest = lines.length - shown.length;
  if (lines.length === 1) return `line ${shown[0]}`;
  return `lines ${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
