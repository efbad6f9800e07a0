// Is a file whole, as far as looking into it tells? What a watcher asks of a file that nobody writes any more.
import { OdailiesError } from "../domain/errors.ts";
import type { MediaTools } from "../media/find-media-tools.ts";
import { probeFile, type ProbeResult } from "../media/probe-file.ts";
import { readImageFacts } from "../media/read-image-facts.ts";
import { readSheet } from "../metadata/read-sheet.ts";
import { hasHole } from "../watch/has-hole.ts";
import type { SheetReading } from "../annotate/sheets/read-given-sheets.ts";

export interface FaultSearch {
  readonly tools: MediaTools;
  readonly reading: SheetReading;
  readonly signal: AbortSignal;
}

export interface Inspection {
  /** What is wrong, as a sentence; undefined where the file is whole. */
  readonly fault: string | undefined;
  /** Of a video that is whole: what probing said of it. */
  readonly probed?: ProbeResult;
}

export type FindFault = (path: string, use: "video" | "picture" | "sheet") => Promise<Inspection>;

export function createFindFault(search: FaultSearch): FindFault {
  return async (path, use) => {
    if (use === "video") return inspectVideo(path, search);
    return {
      fault: await (use === "picture" ? findPictureFault(path) : findSheetFault(path, search.reading)),
    };
  };
}

async function inspectVideo(path: string, search: FaultSearch): Promise<Inspection> {
  const probed = await probeFile(search.tools, path, { signal: search.signal, decodeEnds: true });
  const fault = await findVideoFault(path, probed);
  return fault === undefined ? { fault, probed } : { fault };
}

async function findVideoFault(path: string, probed: ProbeResult): Promise<string | undefined> {
  if ("problem" in probed) {
    const { code, needs, message } = probed.problem;
    // It will never be more readable than this: the run says what to do about it.
    return code === "encrypted" || needs !== undefined ? undefined : message;
  }
  const { video, container, decodeErrors } = probed.facts;
  if (!(video?.durationSeconds ?? container.durationSeconds)) return "It has no duration yet.";
  const [error] = decodeErrors ?? [];
  if (error !== undefined) return `Its first or last pictures do not decode yet: ${error}`;
  return (await hasHole(path)) ? "A part in the middle of it is not written yet." : undefined;
}

async function findPictureFault(path: string): Promise<string | undefined> {
  const { isWhole, beginsEmpty } = await readImageFacts(path);
  if (beginsEmpty === true) return "It has no beginning yet.";
  return isWhole === false ? "The picture has no end yet." : undefined;
}

async function findSheetFault(
  path: string,
  { map, encoding, table }: SheetReading,
): Promise<string | undefined> {
  try {
    await readSheet(path, { columnNames: map.map(({ column }) => column), encoding, table });
    return undefined;
  } catch (error) {
    if (error instanceof OdailiesError) return error.message;
    throw error;
  }
}
