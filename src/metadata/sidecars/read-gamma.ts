// The recording curve as a camera's sidecar writes it; what it means is domain/log-encoding's matter.
import { MAX_SIDECAR_BYTES } from "./index.ts";

const READERS: readonly (readonly [name: RegExp, value: RegExp])[] = [
  // Sony: <Item name="CaptureGammaEquation" value="s-log3-cine"/>
  [/\.XML$/i, /<Item\s[^<>]{0,80}?\bname="CaptureGammaEquation"[^<>]{0,80}?\bvalue="([^"<>]{1,60})"/],
  // Panasonic: <CaptureGamma>V-LOG</CaptureGamma>, with or without a name space
  [/\.XML$/i, /<(?:\w{1,20}:)?CaptureGamma>\s{0,8}([^<>]{1,60}?)\s{0,8}</],
  // DJI: [color_md : dlog_m]
  [/\.SRT$/i, /\[color_md\s?:\s?([\w .-]{1,30})\]/i],
];

/** As written, e.g. `s-log3-cine`; undefined where the sidecar says nothing of it. Throws nothing. */
export function readGamma(name: string, text: string): string | undefined {
  if (text.length > MAX_SIDECAR_BYTES) return undefined;
  for (const [fileName, value] of READERS) {
    const found = fileName.test(name) ? value.exec(text)?.[1] : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
