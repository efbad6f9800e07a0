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

export interface Scan {
  readonly card: Card;
  readonly clips: readonly FoundClip[];
  readonly clashes: readonly NameClash[];
  readonly leftOut: readonly LeftOutFile[];
  /** Camera sheets found on the card (ALE, CSV): offered as metadata. */
  readonly sheets: readonly FoundFile[];
  /** Sound files: what their recorder says is offered as metadata. They are in `leftOut` as well, to be counted. */
  readonly sounds: readonly FoundFile[];
}
