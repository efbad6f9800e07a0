import { expect, test } from "vitest";
import { readGamma } from "../../../src/metadata/sidecars/read-gamma.ts";

test("Sony, Panasonic and DJI", () => {
  const sony =
    '<Group name="CameraUnitMetadataSet"><Item name="CaptureGammaEquation" value="s-log3-cine"/></Group>';
  expect(readGamma("C0001M01.XML", sony)).toBe("s-log3-cine");
  expect(readGamma("0001AB.XML", "<p2:CaptureGamma> V-LOG </p2:CaptureGamma>")).toBe("V-LOG");
  expect(readGamma("DJI_0001.SRT", "[iso: 220] [color_md : dlog_m] [focal_len: 24.00]")).toBe("dlog_m");
});

test("nothing where nothing is said, whatever the file", () => {
  expect(readGamma("C0001M01.XML", "<NonRealTimeMeta/>")).toBeUndefined();
  expect(readGamma("notes.txt", '<Item name="CaptureGammaEquation" value="s-log3"/>')).toBeUndefined();
  expect(readGamma("C0001M01.XML", '<Item name="CaptureGammaEquation'.repeat(50_000))).toBeUndefined();
  expect(readGamma("a.XML", `<CaptureGamma>${" ".repeat(1_000_000)}`)).toBeUndefined();
});
