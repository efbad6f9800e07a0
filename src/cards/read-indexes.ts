// The files in which cameras list what they have recorded, read as far as they can be.
import { join, posix } from "node:path";
import type { Scan } from "../domain/scan.ts";
import { decodeXml } from "../files/decode-xml.ts";
import { readSmallFile } from "../files/read-small-file.ts";
import { CAMERAS } from "./cameras/index.ts";
import { listPaths, type NamedRecording } from "./find-missing.ts";

/** Thousands of clips are a few megabytes. */
const MAX_BYTES = 32 * 1024 * 1024;

const INDEXES = CAMERAS.flatMap(({ indexes = [] }) => indexes).filter(
  (index, place, all) => all.indexOf(index) === place,
);

/** One that cannot be read names nothing: cameras rewrite it at will, and nobody is owed one. Never throws. */
export async function readIndexes(scan: Scan): Promise<readonly NamedRecording[]> {
  const named: NamedRecording[] = [];
  for (const source of listPaths(scan)) {
    const index = INDEXES.find(({ file }) => file.test(posix.basename(source)));
    if (!index) continue;
    try {
      const limits = { maxBytes: MAX_BYTES, within: scan.card.root };
      const text = decodeXml(await readSmallFile(join(scan.card.root, source), limits));
      for (const path of index.read(text))
        named.push({ name: posix.join(posix.dirname(source), path), source });
    } catch {
      continue;
    }
  }
  return named;
}

/** Sheets that a camera has written itself: what they name was on the card. A person's sheet speaks of other cards, too. */
export function listCameraSheets({ sheets }: Scan): Scan["sheets"] {
  return sheets.filter(({ relativePath }) =>
    CAMERAS.some(({ sheet }) => sheet?.test(posix.basename(relativePath))),
  );
}
