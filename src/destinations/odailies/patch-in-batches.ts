// Sends many patches in few requests; a clip that spoils a request is found by halving and left out.
import type { WirePatch } from "./api.ts";

/** 5,000 clips in both versions are 50 requests; a body stays near 100 kB. */
export const BATCH_SIZE = 200;

/** The service took the request, but for clips that it does not have; or it refused the request as a whole. */
export type BatchAnswer = { readonly missing: ReadonlySet<string> } | { readonly refusal: string };

export interface BatchReport {
  readonly taken: ReadonlySet<string>;
  readonly missing: ReadonlySet<string>;
  /** By clip name, in the service's own words. */
  readonly refused: ReadonlyMap<string, string>;
}

/** No name may be there twice: v2 refuses such a request. */
export async function patchInBatches(
  entries: readonly WirePatch[],
  send: (batch: readonly WirePatch[]) => Promise<BatchAnswer>,
): Promise<BatchReport> {
  const report = { taken: new Set<string>(), missing: new Set<string>(), refused: new Map<string, string>() };
  const queue: (readonly WirePatch[])[] = [];
  for (let start = 0; start < entries.length; start += BATCH_SIZE) {
    queue.push(entries.slice(start, start + BATCH_SIZE));
  }
  for (let batch = queue.shift(); batch; batch = queue.shift()) {
    const answer = await send(batch);
    const [only] = batch;
    if (!("refusal" in answer)) {
      for (const { name } of batch) (answer.missing.has(name) ? report.missing : report.taken).add(name);
    } else if (batch.length === 1 && only) {
      report.refused.set(only.name, answer.refusal);
    } else {
      const middle = Math.ceil(batch.length / 2);
      queue.unshift(batch.slice(0, middle), batch.slice(middle));
    }
  }
  return report;
}
