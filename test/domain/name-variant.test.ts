import { describe, expect, test } from "vitest";
import { findFolderVariant, isThumbnailFolder, readNameVariant } from "../../src/domain/name-variant.ts";
import { parseClipName } from "../../src/domain/clip-name.ts";

const isCameraName = (name: string) => parseClipName(name) !== undefined;
const CLIP = "A001C001_220901_R3CK";

describe("findFolderVariant", () => {
  test.each("_graded graded GRADED Grade _col color colour 709 rec709 Rec.709 _viewing".split(" "))(
    "%s holds graded files",
    (name) => {
      expect(findFolderVariant(name)).toBe("graded");
    },
  );

  test.each("_log LOG logc LogC3 LOGC4 slog3 _SLOG flat ungraded".split(" "))(
    "%s holds LOG files",
    (name) => {
      expect(findFolderVariant(name)).toBe("log");
    },
  );

  test.each(["graded_v2", "logs", "A001", "dailies", "rec7090", "_thumbnails", ""])(
    "%j tells nothing",
    (name) => {
      expect(findFolderVariant(name)).toBeUndefined();
    },
  );

  test("thumbnails have a folder of their own", () => {
    expect(["_thumbnails", "Thumbnails", "thumbnail"].every(isThumbnailFolder)).toBe(true);
    expect(["THMBNL", "thumbs.db"].some(isThumbnailFolder)).toBe(false);
  });
});

describe("readNameVariant", () => {
  test.each("_LOG _LOGC _LOGC4 _SLOG3 -log .log".split(" ").concat(" LOG", "__LOG"))(
    "%j behind a name is the LOG variant",
    (suffix) => {
      expect(readNameVariant(`${CLIP}${suffix}`, isCameraName)).toEqual({
        role: "log",
        stem: CLIP,
        bare: CLIP,
      });
    },
  );

  test.each("_C709 _REC709 _Rec.709 _709 _R709 _GRADED _GRD _GRADE _COL _CC _LUT _VIEW".split(" "))(
    "%s behind a name is the graded variant",
    (suffix) => {
      expect(readNameVariant(`${CLIP}${suffix}`, isCameraName)).toEqual({
        role: "graded",
        stem: CLIP,
        bare: CLIP,
      });
    },
  );

  test.each(
    "_DAILY _DAILIES _PROXY .proxy _PRX _OFFLINE _H264 _HD _1080 _UHD _BI _BURN _WM _CLEAN _MAIN".split(" "),
  )("%s tells no variant and stays in the name", (suffix) => {
    expect(readNameVariant(`${CLIP}${suffix}`, isCameraName)).toEqual({
      role: undefined,
      stem: `${CLIP}${suffix}`,
      bare: CLIP,
    });
  });

  test.each([
    ["_LOG_H264", "log", "", ""],
    ["_H264_LOG", "log", "_H264", ""],
    ["_GRADED_BURN_1080", "graded", "", ""],
    ["_LOG_709", "graded", "", ""],
  ])("of %s the last that tells counts", (suffixes, role, stem, bare) => {
    expect(readNameVariant(`${CLIP}${suffixes}`, isCameraName)).toEqual({
      role,
      stem: `${CLIP}${stem}`,
      bare: `${CLIP}${bare}`,
    });
  });

  test.each(["Clip_709", "Ocean View", "Backlog", "catalog", "LOG", "_LOG", "DSC_0709", "Shot-709", "Mr_CC"])(
    "%s is a name, not a name with a suffix",
    (name) => {
      expect(readNameVariant(name, isCameraName)).toMatchObject({ role: undefined, stem: name });
    },
  );

  test("gives composed letters, whatever the disk gave", () => {
    expect(readNameVariant("Caf\u0065\u0301_LOG", isCameraName).stem).toBe("Caf\u00e9");
  });
});
