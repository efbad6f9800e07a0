// What is left aside, and why: said once, when it is done with.
import type { Work } from "./choose-work.ts";
import type { Say } from "../domain/watch-events.ts";
import type { WatchedCard } from "./watched-card.ts";

export function sayAside(watched: WatchedCard, { unusableSheets, scan }: Work, say: Say): void {
  const at = watched.key === "" ? "" : `${watched.key}/`;
  for (const path of unusableSheets) {
    const proof = watched.files.get(path)?.proof;
    const reason = proof?.state === "fault" ? proof.reason : "It cannot be read as a sheet.";
    const message = `${at}${path} is left aside until it changes: ${reason}`;
    say({ type: "notice", code: "sheet_left", message, isTrouble: true });
  }
  for (const { needs } of scan.leftOut) {
    if (needs === undefined || watched.toldTools.has(needs)) continue;
    watched.toldTools.add(needs);
    const message = `${watched.card.name}: camera originals are left alone; ${needs} makes dailies of them.`;
    say({ type: "notice", code: "undecodable_camera_originals", message, isTrouble: false });
  }
}

/** Links that are new since the last walk. */
export function sayLinks(watched: WatchedCard, links: readonly string[], say: Say): void {
  const known = new Set(watched.links);
  const at = watched.key === "" ? "" : `${watched.key}/`;
  for (const link of links) {
    if (known.has(link)) continue;
    const message = `${at}${link} is a link, and links are not followed: put the file itself there.`;
    say({ type: "notice", code: "link_left", message, isTrouble: true });
  }
}
