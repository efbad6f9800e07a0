// The text of an ALE, as Avid and Resolve load it.

/**
 * Tabs between the cells, LF at the end of each line, a blank line between the sections: as cameras and Resolve
 * write it. Tabs and line ends inside a cell become blanks; rows without any value are left out, as no reader takes them for
 * rows. The values are written as given: no column is moved and no timecode respelled.
 */
export function aleText(
  heading: ReadonlyMap<string, string>,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const pairs = [...heading].filter(([key]) => key.toUpperCase() !== "FIELD_DELIM");
  const line = (cells: readonly string[]) => cells.map(flatCell).join("\t");
  return [
    "Heading",
    line(["FIELD_DELIM", "TABS"]),
    ...pairs.map(line),
    "",
    "Column",
    line(columns),
    "",
    "Data",
    ...rows.filter((cells) => cells.some((cell) => cell.trim() !== "")).map(line),
    "",
  ].join("\n");
}

function flatCell(cell: string): string {
  return cell.replace(/\r\n|[\t\r\n]/g, " ");
}
