// Makes one input of a source: the file itself, or the files of one recording behind a list that ffmpeg reads.
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { MediaFacts, PartFacts } from "../domain/media-facts.ts";
import { containerKindOf, type SourceInput } from "./input-arguments.ts";

export interface Source {
  /** Absolute path of the file, or of the first of several. */
  readonly source: string;
  /** With `parts`, all of them are read, one after the other. */
  readonly facts: MediaFacts;
  /** Where a list may be written. */
  readonly folder: string;
}

/** The list, if there has to be one, lives as long as `work`. */
export async function withSource<Result>(
  { source, facts, folder }: Source,
  work: (input: SourceInput) => Promise<Result>,
): Promise<Result> {
  const input = { path: source, kind: containerKindOf(facts) };
  if (!facts.parts) return work(input);
  const list = join(folder, "parts.ffconcat");
  try {
    await writeFile(list, describeList(facts.parts));
    return await work({ ...input, list });
  } finally {
    await rm(list, { force: true });
  }
}

/**
 * Each file begins where the pictures before it end: sound that is a little longer must not push them apart. FFmpeg
 * counts in µs, so the lengths are cut off the running sum and no rounding adds up.
 */
export function describeList(parts: readonly PartFacts[]): string {
  const lines = ["ffconcat version 1.0"];
  let seconds = 0;
  for (const part of parts) {
    const fromUs = Math.round(seconds * 1e6);
    seconds += part.seconds;
    const durationUs = Math.round(seconds * 1e6) - fromUs;
    lines.push(`file ${quote(`file:${part.path}`)}`, `duration ${(durationUs / 1e6).toFixed(6)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Between single quotes all but the quote itself is taken as it is (FFmpeg, "Quoting and escaping"). */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A list has one file per line: no name in it may hold a line break. */
export function canBeListed(path: string): boolean {
  return !/[\n\r]/.test(path);
}
