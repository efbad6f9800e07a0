// The account of a command that ended no clip.
export const NO_COUNTS = {
  counts: { found: 0, done: 0, skipped: 0, rejected: 0, deferred: 0, failed: 0 },
  rows: { total: 0, matched: 0, unmatched: 0 },
  fieldsChanged: 0,
  bytesUploaded: 0,
  errors: [],
  next: [],
} as const;
