import { expect, test } from "vitest";
import { renderTable } from "../../src/render/render-table.ts";

test("one cell without end does not fill every other row up to its width", () => {
  let said = "";
  const stdout = { write: (text: string) => (said += text) };
  const rows = [
    { name: "x".repeat(10_000), scene: "1" },
    ...Array.from({ length: 100 }, () => ({ name: "A1", scene: "2" })),
  ];
  renderTable(rows, { stdout, redact: (text) => text });
  expect(said).toContain("x".repeat(10_000));
  expect(said.length).toBeLessThan(40_000);
});
