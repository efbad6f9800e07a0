// The sidecars that are understood, in the order in which they are tried.
import type { ClipMetadata } from "../../domain/metadata.ts";
import { djiSrt } from "./dji-srt.ts";
import type { SidecarFormat } from "./sidecar.ts";
import { sonyNrt } from "./sony-nrt.ts";

export const SIDECARS: readonly SidecarFormat[] = [sonyNrt, djiSrt];

/** Camera sidecars are kilobytes; what is larger is something else. */
export const MAX_SIDECAR_BYTES = 8 * 1024 * 1024;

/** What the sidecar of this name says; `{}` where it is of no known kind. */
export function readSidecar(name: string, text: string): ClipMetadata {
  if (text.length > MAX_SIDECAR_BYTES) return {};
  return SIDECARS.find((format) => format.recognise(name))?.read(text) ?? {};
}
