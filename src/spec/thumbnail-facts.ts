// What is known about a supplied thumbnail before it is sent.
import type { PersonalData } from "../domain/media-facts.ts";

/** Facts of an image file, read without decoding it; no judgement (that is the rule's). */
export interface ThumbnailFacts {
  /** The file begins with a JPEG start-of-image marker (`FF D8 FF`), whatever its name says. */
  readonly isJpeg: boolean;
  /** Pixels; undefined when it could not be read. */
  readonly width: number | undefined;
  readonly sizeBytes: number;
  /** 1 is grey, 3 is colour, 4 is CMYK; left out when it was not read. */
  readonly channels?: number;
  /** The picture goes on to its end mark; left out where that is not known. */
  readonly isWhole?: boolean;
  /** Bytes behind the end of the picture. */
  readonly trailingBytes?: number;
  /** What it tells of place, people and equipment beside the picture. */
  readonly personal?: readonly PersonalData[];
}
