// What is left of a day where a spreadsheet shows it as the number that it keeps.

/** 2000 and 2064: before and after, the number is more likely something else. */
const [FIRST, LAST] = [36_526, 60_000];

/** Days as spreadsheets count them from 1900, without the time of day; undefined for any other text. */
export function daySerial(text: string): number | undefined {
  const days = Number(/^(\d{5})(?:[.,]\d{1,12})?$/.exec(text)?.[1]);
  return days >= FIRST && days <= LAST ? days : undefined;
}
