// Feeds a reader with damaged real inputs: it reads them or refuses them, and never ends in anything else.
// `npm run fuzz` gives every reader 100,000 of them (FUZZ_INPUTS says another number), `npm test` a few.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { OdailiesError } from "../../src/domain/errors.ts";
import { mutatedBytes } from "./mutated-bytes.ts";

const FIXTURES = resolve(import.meta.dirname, "../../fixtures");
/** Inputs that a reader once failed on: a folder per reader, a file per fault. */
const CORPUS = resolve(import.meta.dirname, "../fuzz/corpus");
/** Real files of many cameras and tools that lie outside this repository, where they are there. */
const SHARED = resolve(import.meta.dirname, "../../../shared/samples");

/** Larger ones make a mutation slow and find nothing more. */
const MAX_SAMPLE_BYTES = 16 * 1024;
/** No input of some kilobytes may take a reader this long, however busy the machine. */
const MAX_MILLISECONDS = 20_000;
const SHOWN_BYTES = 3000;

const inputs = Number(process.env["FUZZ_INPUTS"] ?? 150);

export interface FuzzedReader {
  /** What the mutations begin with: at least one. */
  readonly samples: readonly Uint8Array[];
  /** May check what it reads. What it throws beside an `OdailiesError` is a fault. */
  readonly read: (bytes: Buffer) => unknown;
  /** How the samples are damaged; bytes that are turned, cut and mixed by default. Both where the format is given. */
  readonly mutated?: (samples: readonly Uint8Array[]) => fc.Arbitrary<Buffer>;
  /** Of the number of inputs: less than 1 for a reader that takes much longer than others. */
  readonly share?: number;
}

/** A test for a reader of bytes; `name` is also the name of its folder in test/fuzz/corpus. */
export function fuzzReader(name: string, { samples, read, mutated, share = 1 }: FuzzedReader): void {
  const corpus = filesIn(join(CORPUS, name));

  test(`${name} reads or refuses whatever it is given`, { timeout: 3_600_000 }, async () => {
    expect(samples.length).toBeGreaterThan(0);
    for (const bytes of [...samples, ...corpus]) await tryToRead(Buffer.from(bytes), read);
    const damaged = mutatedBytes([...samples, ...corpus]);
    const any = mutated ? fc.oneof(damaged, { weight: 3, arbitrary: mutated(samples) }) : damaged;
    const property = fc.asyncProperty(any, async (bytes) => {
      await tryToRead(bytes, read);
    });
    await fc.assert(property, { numRuns: Math.max(1, Math.round(inputs * share)) });
  });
}

async function tryToRead(bytes: Buffer, read: FuzzedReader["read"]): Promise<void> {
  const began = performance.now();
  try {
    await read(bytes);
  } catch (error) {
    if (!(error instanceof OdailiesError)) {
      const shown = bytes.subarray(0, SHOWN_BYTES).toString("base64");
      throw new Error(`${bytes.length} bytes, in base64: ${shown}`, { cause: error });
    }
  }
  const milliseconds = performance.now() - began;
  if (milliseconds > MAX_MILLISECONDS) throw new Error(`It took ${Math.round(milliseconds)} ms.`);
}

/** Small files of fixtures/`folder` and of the shared samples' `folder`, whose names fit. */
export function samplesOf(fixtures: string, shared: string, name: RegExp): Buffer[] {
  return [...filesIn(join(FIXTURES, fixtures), name), ...filesIn(join(SHARED, shared), name)];
}

function filesIn(folder: string, name = /./): Buffer[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .filter((entry) => name.test(entry))
    .map((entry) => join(folder, entry))
    .filter((path) => statSync(path).isFile() && statSync(path).size <= MAX_SAMPLE_BYTES)
    .map((path) => readFileSync(path));
}
