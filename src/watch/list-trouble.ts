// What a person has to solve: clips that are not up although they were whole, sheets that cannot be used.
import { isSheetName } from "../domain/sheet-extensions.ts";
import type { WatchedFolder } from "./watched-folder.ts";

export interface Trouble {
  /** Name of the clip, or path of the sheet relative to the folder. */
  readonly name: string;
  readonly why: "rejected" | "failed" | "unreadable";
}

export function listTrouble({ cards }: Pick<WatchedFolder, "cards">): readonly Trouble[] {
  const trouble: Trouble[] = [];
  for (const { key, files, troubled } of cards.values()) {
    for (const [name, { end }] of troubled) trouble.push({ name, why: end });
    for (const [path, { isTaken, proof }] of files) {
      if (!isTaken || proof?.state !== "fault" || !isSheetName(path)) continue;
      trouble.push({ name: key === "" ? path : `${key}/${path}`, why: "unreadable" });
    }
  }
  return trouble;
}
