// A destination in memory: complete, without a network. A clip begins to exist with its graded file.
import type { Receipt } from "../domain/clip.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import type { ClipMetadata, MetadataProperty } from "../domain/metadata.ts";
import type { Destination } from "./destination.ts";
import { fileKey } from "./file-key.ts";
import { makeReceipt } from "./make-receipt.ts";
import { readFile } from "./read-file.ts";

export interface MemoryDestination extends Destination {
  /** What is there, by key; of the bytes only their digests. */
  readonly files: ReadonlyMap<string, Receipt>;
}

export function openMemory(options: { readonly clips?: readonly RemoteClip[] } = {}): MemoryDestination {
  const files = new Map<string, Receipt>();
  const clips = new Map<string, RemoteClip>(options.clips?.map((clip) => [clip.name, clip]));
  return {
    label: "memory",
    id: "memory",
    takes: {
      roles: ["graded", "log", "thumbnail"],
      ale: true,
      fields: "all",
      metadata: "after-graded",
      blanks: true,
    },
    files,
    open: async (signal) => {
      signal.throwIfAborted();
      return new Map(clips);
    },
    list: async (signal) => {
      signal.throwIfAborted();
      return new Map(clips);
    },
    keyOf: fileKey,
    send: async (file, transfer) => {
      const { role, clipName } = file;
      const key = fileKey(file);
      const receipt = makeReceipt(file, key, await readFile(file, transfer));
      files.set(key, receipt);
      if (role === "graded" && !clips.has(clipName)) clips.set(clipName, { name: clipName, metadata: {} });
      return receipt;
    },
    patch: async (patches, signal) => {
      signal.throwIfAborted();
      const patched = new Map<string, ClipMetadata>();
      const refused = new Map<string, string>();
      for (const { name, metadata, blank = [] } of patches) {
        const clip = clips.get(name);
        if (!clip) {
          refused.set(name, "There is no clip of this name.");
          continue;
        }
        const isLeft = ([property]: readonly [string, unknown]) =>
          !blank.includes(property as MetadataProperty);
        const left = Object.fromEntries(Object.entries(clip.metadata).filter(isLeft)) as ClipMetadata;
        clips.set(name, { name, metadata: { ...left, ...metadata } });
        patched.set(name, { ...patched.get(name), ...metadata });
      }
      return {
        patched,
        refused: [...refused].map(([name, message]) => ({ name, message })),
        unsupported: new Map(),
      };
    },
    close: async () => {},
  };
}
