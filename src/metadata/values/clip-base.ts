// From whatever a sheet calls the clip (a file, a path, a frame of a sequence) to the clip's base name.
import { VIDEO_EXTENSIONS } from "../../domain/video-extensions.ts";
import { isNullWord } from "./null-words.ts";
import { withoutFloatZeros } from "./number.ts";
import { tidyText } from "./text.ts";

const OTHER_EXTENSIONS = "r3d braw ari arx crm wav bwf aaf dng nev rmf 360 insv jpg jpeg".split(" ");
const MEDIA_EXTENSION = new RegExp(`\\.(?:${[...VIDEO_EXTENSIONS, ...OTHER_EXTENSIONS].join("|")})$`, "i");
/** ARRIRAW frames carry a seven-digit frame number: `A003C001_190625_R24Y.0049275`. */
const FRAME_NUMBER = /\.\d{7}$/;

/**
 * The last segment of a path of either kind, without one known media extension and without a frame number; NFC,
 * case as written. Undefined where the cell is empty or names a folder (`/shots/`). `469C.4.1` stays as it is.
 */
export function clipBase(text: string): string | undefined {
  const tidy = tidyText(text);
  const segment = tidy.slice(Math.max(tidy.lastIndexOf("/"), tidy.lastIndexOf("\\")) + 1);
  const base = segment.replace(MEDIA_EXTENSION, "").replace(FRAME_NUMBER, "").trim();
  return isNullWord(base) ? undefined : base;
}

/** Does the cell name a sound file? Its rows are matched by timecode, never by name. */
export function isSoundFile(text: string): boolean {
  return /\.(?:wav|bwf|aif|aiff)$/i.test(tidyText(text));
}

/** Roll and clip number of a cinema camera's file name: ARRI, RED, Sony, Canon, Panasonic, Blackmagic. */
export interface CameraClipId {
  readonly camera: string;
  readonly reel: number;
  /** Counts on after 999: ARRI's and Canon's `D001` is 1000. */
  readonly clip: number;
  /** Nothing follows the clip number: `A007C001`, a short form of a longer name. */
  readonly isShort: boolean;
}

const REEL_CLIP = /^([A-Z])([A-Z_]?)(\d{3,4})(?:_[A-Z]|[CD])(\d{3,4})(?!\d)(.*)$/;
const BLACKMAGIC = /^([A-Z])(\d{3})_\d{8}_C(\d{3})$/;

/** `A001C001_240426_R1AA`, `A_0076C001_…`, `A001_C001_12046M` → camera, reel, clip. */
export function cameraClipId(name: string): CameraClipId | undefined {
  const upper = name.length > 200 ? "" : name.toUpperCase();
  const blackmagic = BLACKMAGIC.exec(upper);
  if (blackmagic) {
    return {
      camera: blackmagic[1] ?? "",
      reel: Number(blackmagic[2]),
      clip: Number(blackmagic[3]),
      isShort: false,
    };
  }
  const match = REEL_CLIP.exec(upper);
  if (!match) return undefined;
  const [, letter = "", second = "", reel = "", clip = "", rest = ""] = match;
  const isSecondRound = /^[A-Z][A-Z_]?\d{3,4}D/.test(upper);
  return {
    camera: letter + second.replace("_", ""),
    reel: Number(reel),
    clip: Number(clip) + (isSecondRound ? 999 : 0),
    isShort: rest === "",
  };
}

/** `3`, `003`, `C003` → 3, `D001` → 1000; a short clip name (`A001C003`) → its clip number. */
export function parseClipNumber(text: string): number | undefined {
  const plain = withoutFloatZeros(text.trim()).toUpperCase();
  const match = /^([A-Z]?)(\d{1,4})$/.exec(plain);
  if (match) return Number(match[2]) + (match[1] === "D" ? 999 : 0);
  return cameraClipId(plain)?.clip;
}
