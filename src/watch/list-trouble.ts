// What a person has to solve: clips that are not up although they were whole, sheets that cannot be used.
import { isSheetName } from "../domain/sheet-extensions.ts";
import type { WatchedFolder } from "./watched-folder.ts";

export interface Trouble {
  /** Name of the clip, or path of the sheet relative to the folder. */
  readonly name: string;
  readonly why: "rejected" | "failed" | "unreadable";
}

export function listTrouble({ cards }: Pick<WatchedFolder, "cards">): readonly Trouble[] {
  return [...cards.values()].flatMap(({ key, files, troubled }): Trouble[] => {
    const sheets = [...files].filter(
      ([path, { isTaken, proof }]) => isTaken && proof?.state === "fault" && isSheetName(path),
    );
    return [
      ...[...troubled].map(([name, { end }]) => ({ name, why: end })),
      ...sheets.map(([path]) => ({ name: key === "" ? path : `${key}/${path}`, why: "unreadable" as const })),
    ];
  });
}
