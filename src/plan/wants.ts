// What a run wants made of its clips: by value, so that it can be written down and carried out elsewhere.
import type { Spec } from "../domain/spec.ts";
import type { BurnIn } from "../media/burn-in/burn-in.ts";
import type { BurnInFonts } from "../media/burn-in/choose-font.ts";
import type { LookRequest } from "./looks/look-request.ts";

export interface BurnInRequest {
  readonly burnIn: BurnIn;
  readonly fonts: BurnInFonts;
}

export interface Wants {
  readonly spec: Spec;
  readonly proxy: "auto" | "always" | "never";
  /** Rules whose errors are let pass. */
  readonly allow: ReadonlySet<string>;
  /** Where in the clip its picture is taken: `auto`, `middle`, `30%`, a timecode; `none` for no picture. */
  readonly thumbnail: string;
  /** What is burnt into every graded file; undefined for nothing. */
  readonly burnIn: BurnInRequest | undefined;
  /** Undefined where none is laid on. */
  readonly look: LookRequest | undefined;
}
