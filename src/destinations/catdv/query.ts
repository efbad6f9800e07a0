// Questions for clips in CatDV's query language, in the dialect of its web client. Pure.

/** Parentheses end a value, and a tilde begins an escape: the tilde has to go first. */
function escapeValue(value: string): string {
  return value.replaceAll("~", "~7E").replaceAll("(", "~28").replaceAll(")", "~29");
}

export type ClipTerm = readonly [field: "clip.clipref" | "clip.name", value: string];

/**
 * Clips of one catalogue. The catalogue stands in the query: a server that is given `catalogID` beside a query ignores
 * the query.
 */
export function clipQuery(catalogId: number, terms: readonly ClipTerm[]): string {
  const all = [["catalog.ID", String(catalogId)], ...terms] as const;
  return all.map(([field, value]) => `((${field})eq(${escapeValue(value)}))`).join("and");
}
