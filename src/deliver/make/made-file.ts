// A file that may be sent, with the facts of what is really sent.
import type { ReadyFile } from "../../domain/clip.ts";
import type { Finding } from "../../domain/finding.ts";
import type { MediaFacts } from "../../domain/media-facts.ts";

export interface MadeFile {
  readonly file: ReadyFile;
  readonly facts: MediaFacts;
  /** What the decode showed; empty for a file that nobody decoded. */
  readonly findings: readonly Finding[];
}
