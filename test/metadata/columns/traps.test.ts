import { describe, expect, test } from "vitest";
import { understandSheet } from "../../../src/metadata/understand-sheet.ts";
import { rowOf, sheetOf } from "../../support/metadata-sheet.ts";

const columnOf = (cells: Record<string, string>, name: string, format = "csv") =>
  understandSheet(sheetOf(Object.keys(cells), [Object.values(cells)], { format })).columns.find(
    ({ column }) => column === name,
  )!;

describe("a roll that is an angle", () => {
  test.each(["-0.100", "0.000", "0", "409.500"])("Camera Roll %j is no reel", (value) => {
    const cells = { Name: "A001C001_240426_R1AA", "Camera Tilt": "409.500", "Camera Roll": value };
    expect(rowOf(cells).metadata.reelName).toBeUndefined();
    expect(columnOf(cells, "Camera Roll")).toMatchObject({
      property: "ignored",
      reason: expect.stringContaining("inclination"),
    });
  });

  test.each(["-0.4", "0.0"])("Roll %j is no reel", (value) => {
    expect(rowOf({ Name: "x", Roll: value }).metadata.reelName).toBeUndefined();
  });

  test.each(["A001", "001", "12"])("Roll %j is a reel", (value) => {
    expect(rowOf({ Roll: value }).metadata.reelName).toBe(value);
  });

  test("Camera Roll is a reel where a logger fills in reels", () => {
    expect(rowOf({ "Camera Roll": "A003" }).metadata.reelName).toBe("A003");
  });
});

describe("RED's sheet", () => {
  const red = {
    "Clip Name": "A001_C066_0303LZ",
    ReelID: "A001",
    AltReelID: "001",
    Clip: "066",
    "Edge TC": "01:00:00:00",
  };

  test("has the clip number under Take", () => {
    expect(rowOf({ ...red, Take: "066" }).metadata.take).toBeUndefined();
    expect(columnOf({ ...red, Take: "066" }, "Take").reason).toContain("clip number");
  });

  test("may have a take all the same", () => {
    expect(rowOf({ ...red, Take: "3" }).metadata.take).toBe("3");
  });

  test("is needed for that: elsewhere a take may be as high as the clip number", () => {
    expect(rowOf({ "Clip Name": "A001_C066_0303LZ", Take: "066" }).metadata.take).toBe("66");
  });
});

describe("Canon's ShotNumber", () => {
  test("names the clip", () => {
    const row = rowOf({ ShotNumber: "A001C001_140101AB_CANON" });
    expect(row.names).toEqual(["A001C001_140101AB_CANON"]);
    expect(row.metadata.shot).toBeUndefined();
  });

  test("is the shot where it holds shots", () => {
    const row = rowOf({ "Shot Number": "4" });
    expect(row.names).toEqual([]);
    expect(row.metadata.shot).toBe("4");
  });
});

describe("Clip and Clip Number", () => {
  test("count on the roll where they are numbers", () => {
    expect(rowOf({ Clip: "C003" })).toMatchObject({ clipNumber: 3, names: [] });
    expect(rowOf({ "Clip Number": "1" })).toMatchObject({ clipNumber: 1, names: [] });
    expect(rowOf({ Clip: "D001" })).toMatchObject({ clipNumber: 1000 });
  });

  test("name the clip where they are whole names", () => {
    expect(rowOf({ "Clip Number": "A020C003_150905_E2XZ" })).toMatchObject({
      names: ["A020C003_150905_E2XZ"],
      clipNumber: 3,
    });
  });
});

describe("Tape, Camroll and Labroll", () => {
  test.each(["Tape", "Camroll", "Labroll"])("%s is no reel where it holds whole clip names", (column) => {
    const row = rowOf({ Name: "101B-1a", [column]: "A120C001_111215_R22A" });
    expect(row.metadata.reelName).toBeUndefined();
    expect(row.names).toContain("A120C001_111215_R22A");
  });

  test("Tape is the reel where it is shorter than a clip name", () => {
    expect(rowOf({ Name: "A020C003_150905_E2XZ.mov", Tape: "A020E2XZ" }).metadata.reelName).toBe("A020E2XZ");
  });
});

describe("Slate", () => {
  test("is the scene where nothing else is", () => {
    expect(rowOf({ Slate: "22A" }).metadata).toEqual({ scene: "22A" });
  });

  test("is the shot beside a scene", () => {
    expect(rowOf({ Scene: "22", Slate: "147" }).metadata).toEqual({ scene: "22", shot: "147" });
  });

  test("is not taken apart", () => {
    expect(rowOf({ Slate: "22/4/1" }).metadata).toEqual({});
  });
});

test("Creation Date is the import's day in an Avid log, the shoot's elsewhere", () => {
  const cells = { Name: "x", "Creation Date": "7/28/17 10:49:11 AM" };
  expect(rowOf(cells, {}, { format: "ale" }).metadata.date).toBeUndefined();
  expect(columnOf(cells, "Creation Date", "ale").reason).toContain("import");
  expect(rowOf(cells).metadata.date).toBe("20170728");
});

test("Auxiliary TC1 is a timecode only where there is no other", () => {
  expect(rowOf({ Start: " ", "Auxiliary TC1": "10:00:00:00" }).metadata.timecode).toBe("10:00:00:00");
  expect(
    understandSheet(
      sheetOf(
        ["Start", "Auxiliary TC1"],
        [
          ["01:00:00:00", ""],
          ["", "10:00:00:00"],
        ],
      ),
    ).rows[1]!.metadata.timecode,
  ).toBeUndefined();
});

test.each(["A", "B", "30", "wide"])("Angle %j is the camera angle, no shutter", (value) => {
  expect(rowOf({ Angle: value }).metadata.shutter).toBeUndefined();
});

test("Resolve's tenths under Angle need no warning", () => {
  expect(understandSheet(sheetOf(["Name", "Angle"], [["x", "1800"]])).problems).toEqual([]);
});

test("whitePoint D65 is no number of kelvins and no reason to warn", () => {
  const understood = understandSheet(sheetOf(["Name", "whitePoint"], [["x", "D65"]]));
  expect(understood.rows[0]!.metadata).toEqual({});
  expect(understood.problems).toEqual([]);
});

test("Tag marks good takes in Resolve's export only", () => {
  expect(rowOf({ "File Name": "a.mov", "Clip Directory": "/x", Tag: "1" }).metadata.circled).toBe(true);
  expect(rowOf({ "File Name": "a.mov", Tag: "1" }).metadata.circled).toBeUndefined();
});

test("an aperture without a letter is a T-stop on ARRI and Cooke lenses", () => {
  expect(rowOf({ Aperture: "2.8", Lens: "Cooke S4 32" }).metadata.tStop).toBe(2.8);
});

test.each([
  ["1", { fStop: 4.5 }],
  ["2", { tStop: 4.5 }],
])("Canon's aperture mode %s says which stop it is", (mode, expected) => {
  expect(rowOf({ ApertureNumber: "45/10", ApertureMode: mode }).metadata).toEqual(expected);
});

test("ARRI's unit column says what the distance is in", () => {
  expect(
    rowOf({ "Lens Focus Distance": "4.812", "Lens Distance Unit": "Meter" }).metadata.focusDistance,
  ).toBe(4.812);
  expect(rowOf({ "Focus Distance": "10", Focus_distance_unit: "Imperial" }).metadata.focusDistance).toBe(
    3.048,
  );
});

test("ARRI's own column says that timecode is drop-frame", () => {
  const cells = { "Master TC": "01:00:00:00", "Master TC Drop Frame": "yes" };
  expect(rowOf(cells).metadata.timecode).toBe("01:00:00;00");
});
