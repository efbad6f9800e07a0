// Output that nobody takes any more: the work goes on, and a program that reads it is told by the exit code.
import type { ShownStream } from "./shown-text.ts";

/** The reader has gone (`| head`), or the terminal was closed: nothing is lost that anybody wants. */
const NOBODY_THERE = new Set(["EPIPE", "EIO", "ERR_STREAM_DESTROYED", "ERR_STREAM_WRITE_AFTER_END"]);

/** Gives back what tells why something that was written did not arrive; undefined where all of it did. */
export function noteLostOutput(
  stream: Pick<NodeJS.WriteStream, "on"> & ShownStream,
): () => string | undefined {
  let reason: string | undefined;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    const code = error.code ?? error.message;
    if (!NOBODY_THERE.has(code)) reason ??= code === "ENOSPC" ? "there is no room left on its disk" : code;
  });
  return () => reason;
}
