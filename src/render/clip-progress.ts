// How far one clip is: probed, made, sent.
import type { EventOf } from "./renderer.ts";

export interface ClipProgress {
  /** Gives back how many bytes moved by it. */
  note(event: EventOf<"progress">): number;
  /** 0 to 1, never falling. */
  share(): number;
  /** Undefined where it has a file that is made, whose size nobody knows before. */
  bytesLeft(): number | undefined;
}

/** Where in a clip's life each phase ends, as shares of one. */
const PROBED = 0.05;
const MADE = 0.5;
const SENT = 0.99;

/** `plannedBytes`: what there is to send of it; undefined where it is not known. */
export function createClipProgress(plannedBytes: number | undefined): ClipProgress {
  const files = new Map<string, { done: number; total: number }>();
  let isMade = false;
  let highest = 0;
  const sum = (of: "done" | "total") => [...files.values()].reduce((total, file) => total + file[of], 0);
  const bytesToSend = () => Math.max(isMade ? 0 : (plannedBytes ?? 0), sum("total"));

  const noteUpload = ({ file, done, total }: EventOf<"progress">) => {
    const before = files.get(file)?.done ?? 0;
    files.set(file, { done, total });
    const from = isMade ? MADE : PROBED;
    highest = Math.max(highest, from + (SENT - from) * Math.min(1, sum("done") / bytesToSend()));
    // A file that starts over moves no bytes backwards.
    return Math.max(0, done - before);
  };
  return {
    note: (event) => {
      const part = event.total > 0 ? Math.min(1, event.done / event.total) : 0;
      if (event.phase === "probe") highest = Math.max(highest, PROBED * part);
      if (event.phase === "proxy") {
        isMade = true;
        highest = Math.max(highest, PROBED + (MADE - PROBED) * part);
      }
      return event.phase === "upload" && event.total > 0 ? noteUpload(event) : 0;
    },
    share: () => highest,
    bytesLeft: () => {
      if (plannedBytes === undefined || isMade) return undefined;
      return Math.max(0, bytesToSend() - sum("done"));
    },
  };
}
