// A real file on its way out.
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { OutgoingFile, Transfer } from "../../src/domain/delivery.ts";
import { newHasher } from "./net-hasher.ts";
import { tempFolder } from "./temp-folder.ts";

/** Bytes that differ from place to place, so that a swap or a gap shows. */
export function testBytes(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let i = 0; i < size; i += 1) bytes[i] = (i * 31 + (i >> 8)) & 0xff;
  return bytes;
}

export async function outgoingFile(
  bytes: Uint8Array,
  { clipName = "A001C001", role = "graded" }: Partial<Pick<OutgoingFile, "clipName" | "role">> = {},
): Promise<OutgoingFile> {
  const path = join(await tempFolder(), "file.bin");
  await writeFile(path, bytes);
  const { size, mtimeMs } = await stat(path);
  return { role, clipName, path, sizeBytes: size, mtimeMs, action: "encode" };
}

export function transfer(overrides: Partial<Transfer> = {}): Transfer {
  return {
    signal: new AbortController().signal,
    onProgress: () => {},
    newHasher,
    kept: () => ({}),
    keep: () => {},
    ...overrides,
  };
}
