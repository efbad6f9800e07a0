// All that is known of one kind of camera. Pure: names, sizes and the text of its own index files.
import type { ClipNameGrammar, NameSpelling } from "../domain/clip-name.ts";
import type { CardLayout } from "./card-layout.ts";
import type { TreeFolder } from "./card-tree.ts";

/** One file per camera in `cameras/`; whoever needs a fact about cameras asks the list of them. */
export interface Camera extends CardLayout {
  readonly isCameraOriginal: true;
  /**
   * What a card is recognised by: `folders` that only this camera makes, or `files` alone; then a folder that people name
   * by a variant (`GRADED`) goes first.
   */
  readonly recognisedBy: "folders" | "files";
  /** How its clips are named. */
  readonly clipNames?: readonly ClipNameGrammar[];
  /** Folders that lie at the top of such a card, so that they are no cards of their own. */
  readonly parts?: CardParts;
  /** The camera's own small copies, wherever they lie. */
  readonly smallCopies?: {
    /** Lower case, without the dot. */
    readonly extensions?: readonly string[];
    /** Are all videos in this folder small copies? */
    readonly isFolder?: (folder: TreeFolder) => boolean;
  };
  /** Extension of an original that FFmpeg has no decoder for (lower case, no dot) → the program that reads it. */
  readonly originals?: Readonly<Record<string, string>>;
  /** Extensions of files that tell something about one clip. */
  readonly sidecars?: readonly string[];
  /** Part of a sidecar's name that its clip's name does not have: `M01` of `C0001M01.XML`. */
  readonly sidecarSuffix?: RegExp;
  readonly spans?: readonly SpanRule[];
  /** Spellings of one clip's name, so that `_001` and the whole clip are alike. */
  readonly sameClip?: readonly NameSpelling[];
  /** Paths of files that the camera writes for each recording; the first group is the recording's base name. */
  readonly writtenPerClip?: readonly RegExp[];
  /** What it keeps for itself: names and extensions in lower case, between blanks. */
  readonly litter?: { readonly names?: string; readonly extensions?: string };
  /** Files in which it lists what it recorded. */
  readonly indexes?: readonly CameraIndex[];
  /** Name of the sheet that it writes itself: what this one names was on the card. */
  readonly sheet?: RegExp;
}

export interface CardParts {
  /** Folders of these names belong to the card around them, whatever lies beside them. */
  readonly always?: RegExp;
  /** Folders that do so only on a card like this one. */
  readonly beside?: {
    readonly names: RegExp;
    readonly isCard: (top: CardTop) => boolean;
  };
}

/** The top of what may be a card: names alone. */
export interface CardTop {
  readonly name: string;
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** How a camera names the files that it splits one recording into. */
export interface SpanRule {
  /** `chapters`: the name itself tells · `numbers`: consecutive ones, and the file before has one of `sizes`. */
  readonly kind: "chapters" | "numbers";
  /** Groups: `number` (none is the first), and any others, which are the same for all parts. */
  readonly pattern: RegExp;
  /** Of chapters: the number that a recording begins with, and the name of each. */
  readonly firstNumber?: number;
  readonly nameOf?: (number: number, groups: Readonly<Record<string, string | undefined>>) => string;
  /** How long a file is that was split. */
  readonly sizes: readonly SizeRange[];
}

export interface SizeRange {
  readonly fromBytes: number;
  readonly toBytes: number;
}

export interface CameraIndex {
  /** Name of the file, in any case. */
  readonly file: RegExp;
  /**
   * Paths of the recordings that its text names, relative to the folder of the index, `/` between segments. Throws for a
   * text that is none of its kind.
   */
  readonly read: (text: string) => readonly string[];
}
