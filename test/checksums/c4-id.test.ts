import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { formatC4Id } from "../../src/checksums/c4-id.ts";

const c4Of = (text: string) => formatC4Id(createHash("sha512").update(text).digest("hex"));

test("the id of nothing is the published one", () => {
  expect(c4Of("")).toBe(
    "c459dsjfscH38cYeXXYogktxf4Cd9ibshE3BHUo6a58hBXmRQdZrAkZzsWcbWtDg5oQstpDuni4Hirj75GEmTc1sFT",
  );
});

test("small numbers are filled up with the digit for nought", () => {
  expect(formatC4Id("0".repeat(128))).toBe(`c4${"1".repeat(88)}`);
  expect(formatC4Id(`${"0".repeat(126)}3a`)).toBe(`c4${"1".repeat(86)}21`);
});
