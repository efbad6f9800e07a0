import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COLUMN_ALIASES } from "../../src/metadata/columns/aliases.ts";
import { parseColumnMapping } from "../../src/metadata/columns/parse-column-mapping.ts";
import { understandInSlices, understandSheet } from "../../src/metadata/understand-sheet.ts";
import { rowOf, sheetOf } from "../support/metadata-sheet.ts";
import { hostileText } from "../support/metadata-text.ts";

describe("a row", () => {
  test("of ARRI's camera sheet is understood whole", () => {
    const row = rowOf(
      {
        Name: "A001C001_240426_R1AA",
        "Source File": "A001C001_240426_R1AA.mxf",
        Duration: "00:00:29:06",
        Tracks: "V",
        Start: "03:44:36:21",
        End: "03:45:06:02",
        FPS: "25",
        Exposure_index: "800",
        White_balance: "5600",
        Cc_shift: "+0",
        Sensor_fps: "25.000",
        Shutter_angle: "180.0",
        Camera_id: "R1AA",
        Camera_index: "A",
        Date_camera: "20240426",
        Reel_name: "A001R1AA",
        Scene: "",
        Take: "",
        ASC_SOP: "(1 1 1)(0 0 0)(1 1 1)",
        Nd_filterdensity: "0",
        Lens_type: "Panavision PRIMO_27",
      },
      {},
      { format: "ale" },
    );
    expect(row).toMatchObject({
      kind: "picture",
      names: ["A001C001_240426_R1AA"],
      camera: "A",
      roll: "A001R1AA",
      clipNumber: 1,
      start: "03:44:36:21",
      end: "03:45:06:02",
      date: "20240426",
      fps: 25,
    });
    expect(row.metadata).toEqual({
      camera: "A",
      timecode: "03:44:36:21",
      fps: 25,
      date: "20240426",
      reelName: "A001R1AA",
      whitePointKelvin: 5600,
      whitePointCcShift: 0,
      shutter: 180,
      lens: "Panavision PRIMO_27",
      asa: 800,
      sensorFps: 25,
    });
  });

  test("of ZoeLog without any file name is found by camera, roll and clip", () => {
    const row = rowOf({
      Scene: "22A",
      Date: "2024-04-26",
      Camera: "A",
      Roll: "001",
      Take: "3",
      Clip: "3",
      Circled: "true",
      Stop: "T2.8 1/3",
      "Color Temp": "5600K",
      FPS: "24fps",
      Shutter: "180∢",
      ISO: "800EI",
      "Time Code": "01:02:03:04",
      Tilt: "5.0",
    });
    expect(row).toMatchObject({ names: [], camera: "A", roll: "001", clipNumber: 3, date: "20240426" });
    expect(row.metadata).toMatchObject({ take: "3", circled: true, tStop: 3.14, shutter: 180, asa: 800 });
  });

  test("names the clip by every column that names files, the file before the slate", () => {
    const row = rowOf({ Name: "101B-1a", Tape: "A120C001_111215_R22A", UNC: "Y:\\x\\A120C001.mov" });
    expect(row.names).toEqual(["A120C001", "101B-1a", "A120C001_111215_R22A"]);
  });

  test("takes the first filled column of several", () => {
    expect(rowOf({ Comments: "second", Description: "" }).metadata.description).toBe("second");
    expect(rowOf({ Comments: "second", Description: "first" }).metadata.description).toBe("first");
  });

  test("takes the next column where the first holds no value", () => {
    expect(rowOf({ "Shutter Angle": "wide", Shutter: "180" }).metadata.shutter).toBe(180);
  });

  test("tells which column each value is from", () => {
    const row = rowOf({ Comments: "c", "Take #": "3*", EI: "800" });
    expect([...row.origin]).toEqual([
      ["take", "Take #"],
      ["description", "Comments"],
      ["asa", "EI"],
      ["circled", "Take #"],
    ]);
  });

  test("knows nothing of circled where no cell says it", () => {
    expect(rowOf({ Take: "3", Circled: "" }).metadata).toEqual({ take: "3" });
  });

  test("believes a circled column before a star at the take", () => {
    expect(rowOf({ Take: "3*", Circled: "no" }).metadata.circled).toBe(false);
  });

  test("reads a shutter time at the sensor's rate, not the project's", () => {
    expect(rowOf({ Shutter: "1/50", "Sensor FPS": "25", FPS: "24" }).metadata.shutter).toBe(180);
    expect(rowOf({ Shutter: "1/50", FPS: "25" }).metadata.shutter).toBeUndefined();
  });

  test("has no timecode whose frames do not fit the row's rate", () => {
    expect(rowOf({ Start: "01:00:00:24", FPS: "23.98" }).metadata.timecode).toBeUndefined();
  });

  test("has its focal length from the lens where no column says it", () => {
    expect(rowOf({ Lens: "Zeiss 25mm" }).metadata.focalLength).toBe(25);
    expect(rowOf({ Lens: "Zeiss 25mm", "Focal Length": "27" }).metadata.focalLength).toBe(27);
  });

  test("ends after its duration where no End is given", () => {
    expect(rowOf({ Start: "12:39:59:00", Length: "00:00:05", FPS: "23.97 ND" }).end).toBe("12:40:04:00");
    expect(rowOf({ Start: "01:00:00:20", Duration: "00:00:01:06", FPS: "25" }).end).toBe("01:00:02:01");
    expect(rowOf({ Start: "01:00:00:20", Length: "2612", FPS: "25" }).end).toBeUndefined();
  });

  test("of a mixer's report is sound: it says the slate and nothing of the picture file", () => {
    const row = rowOf({
      "File Name": "A101_1.WAV",
      Tape: "18Y12M31",
      Scene: "A101",
      Take: "01",
      "Frame Rate": "23.97 ND",
      "Start TC": "12:39:59:00",
      Length: "00:00:05",
    });
    expect(row).toMatchObject({ kind: "sound", start: "12:39:59:00", end: "12:40:04:00" });
    expect(row.metadata).toEqual({ scene: "A101", take: "1" });
    expect([...row.origin.keys()]).toEqual(["scene", "take"]);
  });

  test("of a wild track stays a row", () => {
    expect(rowOf({ Scene: "49", Slate: "49/WT", Take: "WT" }).metadata).toEqual({
      scene: "49",
      shot: "WT",
      take: "WT",
    });
  });
});

describe("a heading", () => {
  const heading = new Map([
    ["FPS", "23.98"],
    ["TAPE", "A001"],
  ]);

  test("gives rate and tape to the rows that have none", () => {
    const row = rowOf({ Name: "x", Start: "01:00:00:00" }, {}, { format: "ale", heading });
    expect(row.metadata).toEqual({ fps: 23.976, timecode: "01:00:00:00", reelName: "A001" });
    expect(row.origin.get("fps")).toBe("(heading)");
  });

  test("yields to the row", () => {
    expect(rowOf({ FPS: "25", Tape: "B002" }, {}, { format: "ale", heading }).metadata).toMatchObject({
      fps: 25,
      reelName: "B002",
    });
  });
});

describe("options", () => {
  const map = (...texts: string[]) => ({ map: texts.map(parseColumnMapping) });

  test("a mapping wins over what a column is known for, and over the traps", () => {
    const cells = { "Camera Roll": "-0.4", Comments: "22A", Scene: "x" };
    expect(rowOf(cells, map("Camera Roll=reelName", "comments=scene")).metadata).toEqual({
      scene: "22A",
      reelName: "-0.4",
    });
  });

  test("a mapping can take a column out, or send what is not sent by itself", () => {
    expect(rowOf({ Scene: "1", Path: "/x" }, map("Scene=ignore", "Path=libraryPath")).metadata).toEqual({
      libraryPath: "/x",
    });
  });

  test("a mapping written exactly as one column is not that column's twin", () => {
    const understood = understandSheet(
      sheetOf(["Clip Name", "clipName"], [["a", "b"]]),
      map("clipName=scene"),
    );
    expect(understood.rows[0]).toMatchObject({ names: ["a"], metadata: { scene: "b" } });
  });

  test("a mapping without its column is handed back", () => {
    const understood = understandSheet(sheetOf(["Name"], []), map("Nomme=scene"));
    expect(understood.unusedMappings).toEqual([{ column: "Nomme", target: "scene" }]);
  });

  test("the order of dates can be said", () => {
    expect(rowOf({ Date: "07/08/14" }).metadata.date).toBeUndefined();
    expect(rowOf({ Date: "07/08/14" }, { dateOrder: "dmy" }).metadata.date).toBe("20140807");
  });

  test("zeros before takes can be kept", () => {
    expect(rowOf({ Take: "003" }, { keepZeros: true }).metadata.take).toBe("003");
  });
});

describe("the preview", () => {
  test("shows every column with its use and a few different values", () => {
    const rows = ["1", "2", "2", "3", "4"].map((take) => ["a.mov", take, "?"]);
    expect(understandSheet(sheetOf(["File Name", "Take", "Mood"], rows)).columns).toEqual([
      { column: "File Name", property: "name", examples: ["a.mov"] },
      { column: "Take", property: "take", examples: ["1", "2", "3"] },
      { column: "Mood", property: "ignored", examples: [] },
    ]);
  });
});

describe("problems", () => {
  test("tell line and column, many of a kind once", () => {
    const sheet = sheetOf(
      ["Name", "Kelvin"],
      [
        ["a", "5600"],
        ["b", "Daylight"],
        ["c", "Daylight"],
        ["d", "Daylight"],
      ],
    );
    expect(understandSheet(sheet).problems).toEqual([
      {
        line: 3,
        column: "Kelvin",
        severity: "warning",
        message:
          '"Daylight" is not a number of kelvins. The clip gets no whitePointKelvin from "Kelvin" in this row. (The same in 2 more rows.)',
      },
    ]);
  });

  test("begin with the reader's own", () => {
    const problem = { line: 9, severity: "error", message: "Too many cells." } as const;
    expect(understandSheet(sheetOf(["Name"], [["a"]], { problems: [problem] })).problems).toEqual([problem]);
  });

  test("say so when nothing tells which clip a row speaks of", () => {
    const [problem] = understandSheet(sheetOf(["Scene", "Take"], [["1", "1"]])).problems;
    expect(problem?.message).toContain("--map");
  });

  test("warn of slates that a spreadsheet turned into dates, and leave them out", () => {
    const understood = understandSheet(sheetOf(["Name", "Scene"], [["a", "22.04.2001"]]));
    expect(understood.rows[0]!.metadata).toEqual({});
    expect(understood.problems[0]?.message).toContain("spreadsheet");
  });
});

test("whatever is in a sheet, only properties with a value come out", () => {
  const column = fc.constantFrom(...Object.values(COLUMN_ALIASES).flat());
  const cell = fc.oneof(hostileText(12), fc.stringMatching(/^[0-9:;./ *TfA-]{0,12}$/));
  const table = fc
    .array(column, { minLength: 1, maxLength: 12 })
    .chain((columns) =>
      fc
        .array(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), { maxLength: 4 })
        .map((rows) => ({ columns, rows })),
    );
  fc.assert(
    fc.property(table, ({ columns, rows }) => {
      const understood = understandSheet(sheetOf(columns, rows));
      expect(understood.rows).toHaveLength(rows.length);
      for (const row of understood.rows) {
        for (const value of Object.values(row.metadata)) {
          expect(value).not.toBe("");
          expect(value ?? undefined).toBeDefined();
        }
        expect([...row.origin.keys()].toSorted()).toEqual(Object.keys(row.metadata).toSorted());
      }
    }),
    { numRuns: 200 },
  );
});

describe("a sheet of any length", () => {
  const rows = Array.from({ length: 500 }, (_, at) => [`A001C${at}`, " 22A "]);
  const sheet = sheetOf(["Name", "Scene"], rows);

  test("lets others in after every row, and says the same as at once", async () => {
    let asked = 0;
    const next = () => {
      asked += 1;
      return undefined;
    };
    expect(await understandInSlices(sheet, { next })).toEqual(understandSheet(sheet));
    expect(asked).toBe(2 * rows.length);
  });

  test("is read no further once that is not wanted any more", async () => {
    let asked = 0;
    const next = async () => {
      asked += 1;
      if (asked === 3) throw new Error("cancelled");
    };
    await expect(understandInSlices(sheet, { next })).rejects.toThrow("cancelled");
    expect(asked).toBe(3);
  });
});
