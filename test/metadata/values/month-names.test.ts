import { expect, test, vi } from "vitest";
import { parseDate } from "../../../src/metadata/values/date.ts";
import { isEatenBySpreadsheet } from "../../../src/metadata/values/eaten-by-spreadsheet.ts";

test("the names of months are made only for what may hold one", () => {
  const format = vi.spyOn(Intl, "DateTimeFormat");
  expect(parseDate("26.04.2024")?.value).toBe("20240426");
  expect(parseDate("7/28/17 10:49:11 AM")?.value).toBe("20170728");
  expect(parseDate("no date")?.value).toBeUndefined();
  expect(isEatenBySpreadsheet("Kitchen wide")).toBe(false);
  expect(format).not.toHaveBeenCalled();
  format.mockRestore();
  expect(parseDate("26 Apr 2024")?.value).toBe("20240426");
  expect(isEatenBySpreadsheet("22-Apr")).toBe(true);
});
