// Which names sheets have: the one list for whoever looks for them on a card or in a hot folder.

/** By metadata format, lower case, without the dot. Other names are read as well when a person gives them. */
export const SHEET_EXTENSIONS = {
  ale: ["ale"],
  csv: ["csv", "tsv", "tab", "txt"],
  xlsx: ["xlsx", "xlsm"],
} as const;

/** Of these, those that nobody gives to anything but a table. */
const FOUND_BY_ITSELF: ReadonlySet<string> = new Set([
  ...SHEET_EXTENSIONS.ale,
  "csv",
  ...SHEET_EXTENSIONS.xlsx,
]);

/** Is a file of this name a sheet, when it lies among clips? Excel's own lock files (`~$day.xlsx`) are none. */
export function isSheetName(name: string): boolean {
  const base = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
  return !base.startsWith("~$") && FOUND_BY_ITSELF.has(base.slice(base.lastIndexOf(".") + 1).toLowerCase());
}
