// A destination that changes nothing: it lists what is there and only pretends to send.
import type { Destination } from "./destination.ts";
import { readFile } from "./read-file.ts";

/**
 * `open` and `list` go through. `sendFile` reads the whole file, so that one which cannot be read or is changing is
 * found; its receipt is no proof of anything. `patchClips` reports every field as taken; a job's
 * `patch` does nothing.
 */
export function withDryRun(inner: Destination): Destination {
  return {
    name: inner.name,
    label: `${inner.label} (dry run)`,
    id: inner.id,
    can: inner.can,
    open: (signal) => inner.open(signal),
    list: (signal) => inner.list(signal),
    keyOf: (file) => inner.keyOf(file),
    sendFile: async (file, transfer) => {
      const read = await readFile(file, transfer);
      const { role, action } = file;
      return { role, key: inner.keyOf(file), ...read, action, sentAt: new Date().toISOString() };
    },
    patchClips: async (patches, signal) => {
      signal.throwIfAborted();
      const patched = new Map(patches.map(({ name, metadata }) => [name, metadata]));
      return { patched, refused: [], unsupported: new Map() };
    },
    ...(inner.jobs ? { jobs: { ...inner.jobs, patch: async () => {} } } : {}),
    close: () => inner.close(),
  };
}
