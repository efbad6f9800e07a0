import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseClipName } from "../../src/domain/clip-name.ts";

describe("parseClipName", () => {
  test.each([
    ["A_0076C001_230511_184122_a1CTJ", "arri35", "A", "A0076", "C001", "20230511"],
    ["AB0076D1234_230511_184122_h1CTJ", "arri35", "AB", "AB0076", "D1234", "20230511"],
    ["A001C001_220901_R3CK", "arriClassic", "A", "A001", "C001", "20220901"],
    ["A001D002_20120901_R3CK", "arriClassic", "A", "A001", "D002", "20120901"],
    ["A120C001_111215_R22A", "arriClassic", "A", "A120", "C001", "20111215"],
    ["A003C001_190625_R24Y.0049275", "arriFrame", "A", "A003", "C001", "20190625"],
    ["A001_C001_12046M_001", "red", "A", "A001", "C001", undefined],
    ["A001_C001_12046M", "red", "A", "A001", "C001", undefined],
    ["A005_C010_0501J0", "red", "A", "A005", "C010", undefined],
    ["D001C005_210716AG", "sonyCine", "D", "D001", "C005", "20210716"],
    ["C0001", "sonyXavc", undefined, undefined, "0001", undefined],
    ["ProjectC0042", "sonyXavc", undefined, undefined, "0042", undefined],
    ["A_0001C001X240131_123456XX_CANON_001_Proxy", "canonCine", "A", "A0001", "C001", "20240131"],
    ["A_0001C001X240131_123456XX_CANON_001", "canonCine", "A", "A0001", "C001", "20240131"],
    ["A001C001_140101AB_CANON", "canonXf", "A", "A001", "C001", "20140101"],
    ["A001_08151512_C001", "bmd", "A", "A001", "C001", undefined],
    ["A001_08151531_S001", "bmd", "A", "A001", "S001", undefined],
    ["BMC01_1_2012-08-08_1631_C0002", "bmdOld", undefined, undefined, "C0002", "20120808"],
    ["A001C002_230615_1B12", "panaCam", "A", "A001", "C002", "20230615"],
    ["DJI_20230615120000_0001_D", "djiNew", undefined, undefined, "0001", "20230615"],
    ["DJI_0001", "djiOld", undefined, undefined, "0001", undefined],
    ["GX020123", "goproNew", undefined, undefined, "0123", undefined],
    ["GHAA0001", "goproLoop", undefined, undefined, "0001", undefined],
    ["GOPR1234", "goproOld", undefined, undefined, "1234", undefined],
    ["GP011234", "goproOld", undefined, undefined, "1234", undefined],
    ["IMG_1234", "iphone", undefined, undefined, "1234", undefined],
    ["IMG_E1234", "iphone", undefined, undefined, "1234", undefined],
    ["DSC_0001", "genericDCF", undefined, undefined, "0001", undefined],
    ["MVI_0001", "genericDCF", undefined, undefined, "0001", undefined],
  ])("%s is of %s", (name, grammar, camera, roll, clipNumber, date) => {
    expect(parseClipName(name)).toMatchObject({ grammar, camera, roll, clipNumber, date });
  });

  test("a shape that ARRI, Panasonic and Canon share counts as ARRI", () => {
    expect(parseClipName("A001C001_230615_AB12")?.grammar).toBe("arriClassic");
  });

  test.each([
    ["A001_C001_12046M_002", "002"],
    ["A001_C001_12046M", undefined],
    ["GX020123", "02"],
    ["GHAB0001", "AB"],
    ["GP011234", "01"],
    ["GOPR1234", undefined],
    ["DJI_20230615120000_0001_D_003", "003"],
  ])("the segment of %s is %s", (name, segment) => {
    expect(parseClipName(name)?.segment).toBe(segment);
  });

  test.each([
    ["A_0001C001X240131_123456XX_CANON_001_Proxy", true],
    ["A_0001C001X240131_123456XX_CANON_001", false],
    ["GL010123", true],
    ["GX010123", false],
  ])("%s is the camera's small copy: %s", (name, isProxy) => {
    expect(parseClipName(name)?.isProxy).toBe(isProxy);
  });

  test.each([
    ["C0001", false],
    ["DJI_0001", false],
    ["GX010123", false],
    ["GOPR1234", false],
    ["IMG_1234", false],
    ["DSC_0001", false],
    ["A001C001_220901_R3CK", true],
    ["A001_C001_12046M_001", true],
    ["DJI_20230615120000_0001_D", true],
  ])("%s says by itself which take it is: %s", (name, isUnique) => {
    expect(parseClipName(name)?.isUnique).toBe(isUnique);
  });

  test("six characters are a P2 name only below CONTENTS", () => {
    expect(parseClipName("0001AB", ["VIDEO", "contents"])?.grammar).toBe("p2");
    expect(parseClipName("0001AB", ["VIDEO"])).toBeUndefined();
  });

  test.each(["A001C001_220231_R3CK", "A001C001_221301_R3CK", "A001C001_220900_R3CK"])(
    "%s holds no day of the calendar",
    (name) => {
      expect(parseClipName(name)).toMatchObject({ grammar: "arriClassic", date: undefined });
    },
  );

  test("the last day of February counts in a leap year", () => {
    expect(parseClipName("A001C001_240229_R3CK")?.date).toBe("20240229");
  });

  test.each(["", "469C-4-1", "22A", "interview", "a001c001_220901_r3ck"])("%j is nobody's habit", (name) => {
    expect(parseClipName(name)).toBeUndefined();
  });

  test("any text is read or refused, never thrown at", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (name) => {
        const parsed = parseClipName(name, [name]);
        expect(parsed?.date ?? "20200101").toMatch(/^\d{8}$/);
      }),
    );
  });
});
