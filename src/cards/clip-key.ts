// The one spelling of a recording's name, whichever of its files or lists it stands on.
import { CAMERAS } from "./cameras/index.ts";
import { respell } from "../domain/clip-name.ts";
import { foldName } from "../domain/fold-name.ts";

const SPELLINGS = CAMERAS.flatMap(({ sameClip = [] }) => sameClip);

/** Of a base name, or of a path: folders and one extension do not count. */
export function clipKey(pathOrName: string): string {
  const name = pathOrName.slice(pathOrName.lastIndexOf("/") + 1);
  const base = name.replace(/(?<=.)\.[A-Za-z][A-Za-z0-9]{1,6}$/, "");
  return foldName(respell(base, SPELLINGS));
}
