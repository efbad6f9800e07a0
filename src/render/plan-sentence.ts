// The arithmetic before a run starts to send: how much, how long, and what says so.
import type { EventOf } from "./renderer.ts";
import { bitRate, bytes, counted, roughly } from "./words.ts";

const BY = { limit: "--bwlimit", measured: "as measured before" } as const;

/** `To send: 43 GB in 118 files, about 4.8 h at 20 Mbit/s (--bwlimit); 12 more files have to be made first.` */
export function planSentence(plan: EventOf<"upload-planned">): string {
  const { files, filesToMake, estimate } = plan;
  if (files === 0) return `To send: ${counted(filesToMake, "file")}, to be made first.`;
  const time = estimate
    ? `, ${roughly(estimate.seconds)} at ${bitRate(estimate.bitsPerSecond)} (${BY[estimate.by]})`
    : "";
  const rest = filesToMake > 0 ? `; ${counted(filesToMake, "more file")} to be made first` : "";
  return `To send: ${bytes(plan.bytes)} in ${counted(files, "file")}${time}${rest}.`;
}
