// Paths as hash lists write them.

/**
 * The path without a leading `./`, or undefined for one that is empty, absolute or leads out of its folder:
 * no list has a say about files elsewhere.
 */
export function listedPath(text: string | undefined): string | undefined {
  const path = (text ?? "").replace(/^(?:\.[/\\])+/, "");
  const isAbsolute = /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path);
  const isOutside = path.split(/[/\\]/).includes("..");
  return path === "" || isAbsolute || isOutside || path.includes("\0") ? undefined : path;
}

/** A size in bytes; undefined for anything but a plain whole number. */
export function listedSize(text: string | undefined): number | undefined {
  const trimmed = (text ?? "").trim();
  const size = /^\d{1,16}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isSafeInteger(size) ? size : undefined;
}
