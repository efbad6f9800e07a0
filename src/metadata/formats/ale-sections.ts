// The three parts of an Avid Log Exchange file: Heading, Column, Data (Avid log specification).
import { sheetUnreadable } from "./unreadable.ts";

/** Indexes into the lines of the file. */
export interface AleSections {
  readonly hasHeading: boolean;
  /** The line with the word `Column`; what stands before it is the heading. */
  readonly columnAt: number;
  /** The line with the column names: the first that is not blank after `Column`. */
  readonly namesAt: number;
  /** The line with the word `Data`. */
  readonly dataAt: number;
  /** One past the last data line: where the file ends, or a second list begins. */
  readonly endAt: number;
}

/** A section word stands alone on its line; case and blanks around it do not matter. */
export function isSectionLine(line: string | undefined, word: "heading" | "column" | "data"): boolean {
  return line !== undefined && line.length < 1000 && line.trim().toLowerCase() === word;
}

/**
 * The heading may be missing: its values have other sources.
 * @throws OdailiesError `metadata_unreadable` naming the sections that are missing.
 */
export function findAleSections(lines: readonly string[], path: string): AleSections {
  const columnAt = lines.findIndex((line) => isSectionLine(line, "column"));
  const dataAt = lines.findIndex((line, at) => at > columnAt && isSectionLine(line, "data"));
  const missing = [
    ...(columnAt === -1 ? ['"Column"'] : []),
    ...(dataAt === -1 ? [columnAt === -1 ? '"Data"' : '"Data" after "Column"'] : []),
  ];
  if (missing.length > 0) {
    const because = `the ALE section ${missing.join(" and ")} is missing`;
    throw sheetUnreadable(path, because, "Export the ALE again; if it is a CSV, name it .csv.");
  }
  const namesAt = lines.findIndex((line, at) => at > columnAt && line.trim() !== "");
  if (namesAt === dataAt) {
    const because = `no column names stand between "Column" and "Data"`;
    throw sheetUnreadable(path, because, "Export the ALE again.");
  }
  const hasHeading = lines.slice(0, columnAt).some((line) => /^\s*heading\b/i.test(line));
  return { hasHeading, columnAt, namesAt, dataAt, endAt: findSecondList(lines, dataAt + 1) };
}

/** Where a second ALE was appended to the first: a section word alone on its line, and `Data` after it. */
function findSecondList(lines: readonly string[], from: number): number {
  let candidate: number | undefined;
  for (let at = from; at < lines.length; at++) {
    if (candidate === undefined) {
      if (isSectionLine(lines[at], "heading") || isSectionLine(lines[at], "column")) candidate = at;
    } else if (isSectionLine(lines[at], "data")) {
      return candidate;
    }
  }
  return lines.length;
}
