// Measures picture and sound on their way to the encoder; what is found is written to text files.

import type { FrameRate } from "../../domain/frame-rate.ts";
import { toNumber } from "../../domain/rational.ts";

/** Fields sampled without filtering, so that sensor noise, by which a live picture differs from a still one, stays. */
const SAMPLE = "scale=320:-2:flags=neighbor";

/** Black where 98 % of the picture is below 10 % of the range, from the first look on. */
const BLACK = "blackdetect=d=0.08:pic_th=0.98:pix_th=0.10";

/** Still where nothing moves by more than -60 dB for half a second. */
const FROZEN = "freezedetect=n=0.001:d=0.5";

/** So many looks a second are enough for what lasts. */
const LOOKS_PER_SECOND = 5;

/** A sink: nothing comes out. `canFreeze`: the build has freezedetect (from 4.2). */
export function inspectPicture(file: string, rate: FrameRate, canFreeze: boolean): readonly string[] {
  const step = Math.max(1, Math.round(toNumber(rate) / LOOKS_PER_SECOND));
  return [
    `framestep=step=${step}`,
    SAMPLE,
    BLACK,
    ...(canFreeze ? [FROZEN] : []),
    `metadata=mode=print:file=${file}`,
    "nullsink",
  ];
}

/** Passes the sound through; once a second everything is written that is known of it so far. */
export function inspectSound(file: string): readonly string[] {
  return ["asetnsamples=n=48000:p=0", "astats=metadata=1:reset=0", `ametadata=mode=print:file=${file}`];
}
