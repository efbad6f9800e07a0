// Points in time as the API takes them: ISO 8601 with a zone.

/** `2026-04-22T08:00:00Z`, `2026-04-22T10:00+02:00`; not without zone, which would mean another time elsewhere. */
export function isIsoDate(text: string): boolean {
  const hasForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  return hasForm && !Number.isNaN(Date.parse(text));
}
