// Lines of ffmpeg and ffprobe without the file's path: a name is foreign text, and may hold line ends and escapes.

/** As their log writes a control character (libavutil/log.c, `sanitize`); line ends and tabs stay what they are. */
function asPrinted(sign: string): string {
  const code = sign.charCodeAt(0);
  return code < 0x08 || (code > 0x0d && code < 0x20) ? "?" : sign;
}

/** What of a line of stderr counts: what stands behind the path, and nothing of lines that are a part of it. */
export function leaveOutPath(path: string): (line: string) => string | undefined {
  const pieces = `file:${path}`.replaceAll(/\p{Cc}/gu, asPrinted).split(/[\r\n]+/);
  const last = pieces.pop() ?? "";
  return (line) => {
    const at = line.indexOf(`${last}: `);
    if (at !== -1) return line.slice(at + last.length + 2);
    return pieces.some((piece) => piece !== "" && line.endsWith(piece)) ? undefined : line;
  };
}
