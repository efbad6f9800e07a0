import { describe, expect, test } from "vitest";
import { METADATA_PROPERTY_NAMES } from "../../../src/domain/metadata.ts";
import { COLUMN_ALIASES } from "../../../src/metadata/columns/aliases.ts";
import { normaliseHeader } from "../../../src/metadata/columns/normalise-header.ts";
import { rowOf } from "../../support/metadata-sheet.ts";

test.each([
  ["White Point (Kelvin)", "whitepointkelvin"],
  ["Cc_shift", "ccshift"],
  ["Camera #", "camera"],
  ["F-Stop", "fstop"],
  ["EI/ISO (clip)", "eiisoclip"],
  ["Shutter (1/sec)", "shutter1sec"],
  ["Séquence", "sequence"],
  ["\uFEFFName", "name"],
  ['"Take"', "take"],
  ["撮影日", "撮影日"],
])("the column %j is %j", (column, expected) => {
  expect(normaliseHeader(column)).toBe(expected);
});

describe("the table", () => {
  test("holds normalised names, each once per meaning", () => {
    for (const aliases of Object.values(COLUMN_ALIASES)) {
      expect(aliases.map(normaliseHeader)).toEqual(aliases);
      expect(new Set(aliases).size).toBe(aliases.length);
    }
  });

  test("knows every property but the duration, whose unit is nowhere said", () => {
    const unknown = METADATA_PROPERTY_NAMES.filter((property) => COLUMN_ALIASES[property] === undefined);
    expect(unknown).toEqual(["duration"]);
  });

  test("gives no clip property twice to one name, but for slates and Canon's shot number", () => {
    const meanings = new Map<string, string[]>();
    for (const property of METADATA_PROPERTY_NAMES) {
      for (const alias of COLUMN_ALIASES[property] ?? []) {
        meanings.set(alias, [...(meanings.get(alias) ?? []), property]);
      }
    }
    expect([...meanings].filter(([, properties]) => properties.length > 1)).toEqual([
      ["slate", ["scene", "shot"]],
    ]);
  });
});

test.each<[string, string, object]>([
  ["Scène", "22A", { scene: "22A" }],
  ["SceneNumber", "4", { scene: "4" }],
  ["Setup", "B", { shot: "B" }],
  ["Klappe", "3", { take: "3" }],
  ["COMMENTS", "rain", { description: "rain" }],
  ["Good Take", "1", { circled: true }],
  ["circleTake", "false", { circled: false }],
  ["Circle Take", "--", {}],
  ["Circled", " ", {}],
  ["Stars", "4", { rating: 4 }],
  ["Camera_index", "A_", { camera: "A" }],
  ["Start TC", "01:00:00:00", { timecode: "01:00:00:00" }],
  ["Project_fps", "25.000", { fps: 25 }],
  ["Sensor FPS", "48,1,", { sensorFps: 48 }],
  ["Date_camera", "20240426", { date: "20240426" }],
  ["Date Recorded", "2024_05_21", { date: "20240521" }],
  ["Roll/card", "A120", { reelName: "A120" }],
  ["Reel #", "A120", { reelName: "A120" }],
  ["White Point (Kelvin)", "5600", { whitePointKelvin: 5600 }],
  ["White Balance", "5600 CC -3", { whitePointKelvin: 5600, whitePointCcShift: -3 }],
  ["Cc_shift", "+0", { whitePointCcShift: 0 }],
  ["Shutter_angle", "180.0", { shutter: 180 }],
  ["Shutter (deg)", "172.8", { shutter: 172.8 }],
  ["ShutterSpeedAngle", "10380", { shutter: 103.8 }],
  ["ExposureTime", "18000/100", { shutter: 180 }],
  ["Angle", "1800", { shutter: 180 }],
  ["Filter", "CLEAR", {}],
  ["Nd_filterdensity", "0", {}],
  ["ND Filter", ".9", { ndFilter: "ND 0.9" }],
  ["NeutralDensityFilterWheelSetting", "16", { ndFilter: "1/16" }],
  ["Lens Model", "SIGMA          ", { lens: "SIGMA" }],
  ["Lens Name", "40mm T1.5 FF | 018", { lens: "40mm T1.5 FF | 018", focalLength: 40 }],
  ["Lens", "0", {}],
  ["Focal Length (mm)", "32", { focalLength: 32 }],
  ["Focus Distance (ft)", "5.83", { focusDistance: 1.777 }],
  ["Focus (ft)", "5.83", { focusDistance: 1.777 }],
  ["Focus Distance [cm]", "88.5", { focusDistance: 0.885 }],
  ["Focus Distance (m)", "2.5", { focusDistance: 2.5 }],
  ["Focus Distance (lens)", "2.5", {}],
  ["FocusDistanceImperial", "34843 inch", { focusDistance: 0.885 }],
  ["Exposure_index", "800", { asa: 800 }],
  ["EI/ISO (clip)", "800", { asa: 800 }],
  ["F-Stop", "5.6", { fStop: 5.6 }],
  ["F-Stop", "T2.8", { tStop: 2.8 }],
  ["T-Stop", "2.8", { tStop: 2.8 }],
  ["LensIris", "2.0 + 0/10", { tStop: 2 }],
  ["LinearIris", "3000/1000 stop", { tStop: 2 }],
  ["Stop", "T2.8 1/3", { tStop: 3.14 }],
  ["Aperture", "F5.6", { fStop: 5.6 }],
  ["Aperture", "T 2 3/10", { tStop: 2.22 }],
  ["Aperture", "5.6", {}],
  ["Duration", "00:00:10:00", {}],
  ["Mark IN", "01:00:00:00", {}],
  ["Gain", "6", {}],
  ["Latitude", "52.5", {}],
  ["Camera ID", "E2XZ", {}],
  ["File Path", "/Volumes/X/a.mov", {}],
])("%s %j says %j", (column, cell, expected) => {
  expect(rowOf({ [column]: cell }).metadata).toEqual(expected);
});
