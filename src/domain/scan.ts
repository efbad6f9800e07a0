// What a scan of the cards gives: clips, files that are none (and why), names that clash.
import type { Card, FoundClip, FoundFile } from "./clip.ts";

/** Why a file is no clip. */
export type LeftOutReason =
  | "ignored"
  | "camera-proxy"
  | "undecodable"
  | "sidecar"
  | "sheet"
  | "sound"
  | "unfinished"
  | "link-outside"
  | "unreadable"
  | "unknown";

export interface LeftOutFile {
  readonly relativePath: string;
  readonly reason: LeftOutReason;
  /** For `undecodable`: what reads it, e.g. `REDCINE-X PRO`. */
  readonly needs?: string;
}

/** Two or more files that would be the same clip and role at the destination. */
export interface NameClash {
  readonly name: string;
  readonly card: Card;
  readonly roll: string | undefined;
  readonly files: readonly FoundFile[];
  /** `case`: A001 and a001; `normalisation`: NFC and NFD twins; `duplicate`: same name, two files. */
  readonly kind: "case" | "normalisation" | "duplicate";
}

/** Something that should be on the card, or should vouch for what is on it, and does not. */
export interface CardGap {
  /**
   * `missing`: named, and not there, or only a part of it · `unfinished`: a copy program has not put it in its place yet · `unproven`: a hash
   * list that cannot be used or fits nothing here.
   */
  readonly kind: "missing" | "unfinished" | "unproven";
  /** Path relative to the card, or the clip's name where the source knows no more; of a list, its path. */
  readonly name: string;
  /** What names it: path of a hash list, of a camera's sheet or index, of a marker. */
  readonly source: string;
  /** A full sentence for people. */
  readonly message: string;
}

export interface Scan {
  readonly card: Card;
  readonly clips: readonly FoundClip[];
  readonly clashes: readonly NameClash[];
  readonly leftOut: readonly LeftOutFile[];
  /** Camera sheets found on the card (ALE, CSV): offered as metadata. */
  readonly sheets: readonly FoundFile[];
  /** Undefined where nobody has looked: a card that is still arriving has gaps by its nature. */
  readonly gaps?: readonly CardGap[];
  /** Sound files: what their recorder says is offered as metadata. They are in `leftOut` as well, to be counted. */
  readonly sounds: readonly FoundFile[];
}
