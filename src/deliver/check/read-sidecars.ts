// The texts that a camera wrote beside a clip.
import { basename } from "node:path";
import type { FoundClip } from "../../domain/clip.ts";
import { readSmallFile } from "../../files/read-small-file.ts";
import { MAX_SIDECAR_BYTES } from "../../metadata/sidecars/index.ts";

export interface SidecarText {
  /** The file's name, by which its kind is told. */
  readonly name: string;
  readonly text: string;
}

/** A sidecar that cannot be read is left out: it is a help, never a condition. */
export async function readSidecars({ card, sidecars }: FoundClip): Promise<readonly SidecarText[]> {
  const limits = { maxBytes: MAX_SIDECAR_BYTES, within: card.root };
  const texts = await Promise.all(
    sidecars.map(async ({ path }) => {
      const bytes = await readSmallFile(path, limits).catch(() => undefined);
      return bytes ? [{ name: basename(path), text: bytes.toString("utf8") }] : [];
    }),
  );
  return texts.flat();
}
