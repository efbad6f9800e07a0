// What one kind of card looks like. Pure: it sees names and sizes only.
import type { TreeFile, TreeFolder } from "./card-tree.ts";

/** What one file is, by its name and place alone. */
export type FileKind =
  | { readonly kind: "clip" }
  /** The camera's own small copy of the clip named `of` (a base name). */
  | { readonly kind: "camera-proxy"; readonly of: string }
  /** `needs` is the program that reads it. */
  | { readonly kind: "undecodable"; readonly needs: string }
  | { readonly kind: "thumbnail" }
  /** Tells something about the clip `clipBase` in `clipFolder`: its own base name and folder unless said. */
  | { readonly kind: "sidecar"; readonly clipBase?: string; readonly clipFolder?: TreeFolder }
  | { readonly kind: "sheet" }
  | { readonly kind: "sound" }
  /** A copy program has not put it in its place yet. */
  | { readonly kind: "unfinished" }
  | { readonly kind: "ignored" }
  | { readonly kind: "unknown" };

/**
 * A card or an offload holds one layout or many: each folder is asked, from the root down, and goes to the first layout
 * of the list that recognises it. Both functions are pure, see only names and sizes, and never throw.
 */
export interface CardLayout {
  /** Kebab-case, permanent: it stands in `FoundClip.layout` and names the fixture folder. */
  readonly id: string;
  /** For people. */
  readonly label: string;
  /** Files as the camera recorded them, as against dailies that somebody made. */
  readonly isCameraOriginal: boolean;
  /**
   * What a recognised folder brings along. `folder`: its own files only. `below`: also the folders below that no other
   * layout recognises. `sealed`: all that is below, whatever it looks like.
   */
  readonly reach: "folder" | "below" | "sealed";
  /** A video beside any camera's original, and named like it, is its small copy. */
  readonly hasCopiesBesideOriginals?: true;
  /** Is this folder the top of such a card? Asked once per folder. */
  recognise(folder: TreeFolder): boolean;
  /** What a file within reach is, where this layout knows better than the rules that hold everywhere. */
  classify?(file: TreeFile, top: TreeFolder): FileKind | undefined;
}
