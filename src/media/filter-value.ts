// Any text as the value of a filter's option, e.g. a path: `lut3d=file=${filterValue(path)}`.

/**
 * A filter graph is unescaped twice: the graph splits at `[ ] , ;`, then the options at `:` (ffmpeg-utils, "Quoting
 * and escaping"; ffmpeg-filters, "Notes on filtergraph escaping"). White space is escaped as well: ffmpeg trims it.
 */
export function filterValue(text: string): string {
  return text.replaceAll(/[\\':\s]/g, String.raw`\$&`).replaceAll(/[\\'[\],;\s]/g, String.raw`\$&`);
}

/** The same for a path; on Windows with slashes, which ffmpeg takes as well. */
export function filterPath(path: string): string {
  return filterValue(process.platform === "win32" ? path.replaceAll("\\", "/") : path);
}
