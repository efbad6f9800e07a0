// Every encoder, the ones that save most processor time first; x264 works everywhere and comes last.
import type { Encoder } from "./encoder.ts";
import { NVENC } from "./nvenc.ts";
import { QSV } from "./qsv.ts";
import { VAAPI } from "./vaapi.ts";
import { VIDEOTOOLBOX } from "./videotoolbox.ts";
import { X264 } from "./x264.ts";

export const ENCODERS: readonly Encoder[] = [VIDEOTOOLBOX, NVENC, QSV, VAAPI, X264];
