// The live picture, said whenever it has changed.
import type { Say, WatchStatus } from "../domain/watch-events.ts";

export function createStatusLine(say: Say, read: () => WatchStatus): () => void {
  let last = "";
  return () => {
    const status = read();
    const text = JSON.stringify(status);
    if (text !== last) say({ type: "status", status });
    last = text;
  };
}
