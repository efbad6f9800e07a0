// Settings about sheets: which, how they are read, how their values get to the clips.
import { z } from "zod";
import { flag, list, optionalText, rows, setting, work } from "./setting.ts";

export const SHEET_SETTINGS = {
  metadata: setting({
    group: "metadata",
    isCommon: true,
    flag: "--metadata <file>",
    about:
      "ALE, CSV or XLSX with scene, shot, take and more (repeatable); none leaves those beside the clips alone",
    schema: list,
    on: work,
    listSeparator: "\n",
    decidedBy: "show",
    path: "read",
  }),
  map: setting({
    group: "metadata",
    isCommon: true,
    flag: "--map <column=property>",
    about: "read a sheet's column as that property (repeatable)",
    schema: list,
    on: rows,
    listSeparator: ";",
    decidedBy: "show",
  }),
  dateOrder: setting({
    group: "metadata",
    flag: "--date-order <order>",
    about: "dates such as 07/08/26 in sheets: dmy, mdy or ymd",
    schema: z.enum(["dmy", "mdy", "ymd"]).optional(),
    on: rows,
    decidedBy: "show",
  }),
  sheetEncoding: setting({
    group: "metadata",
    flag: "--sheet-encoding <name>",
    about: "text encoding of sheets where it cannot be told, e.g. macintosh",
    schema: optionalText,
    on: rows,
    decidedBy: "show",
  }),
  sheet: setting({
    group: "metadata",
    flag: "--sheet <name>",
    about: "the sheet of an XLSX to read; otherwise the first that names clips",
    schema: optionalText,
    on: rows,
    decidedBy: "show",
  }),
  match: setting({
    group: "metadata",
    flag: "--match <how>",
    about: "match rows to clips by name, reel or timecode only",
    schema: z.enum(["name", "reel", "timecode"]).optional(),
    on: rows,
    decidedBy: "show",
  }),
  onConflict: setting({
    group: "metadata",
    flag: "--on-conflict <rule>",
    about: "a value that a person entered on the service: keep or overwrite",
    schema: z.enum(["keep", "overwrite"]).default("keep"),
    on: rows,
    decidedBy: "user",
  }),
  metadataVia: setting({
    group: "metadata",
    flag: "--metadata-via <way>",
    about: "patch (the sheet's rows, clip by clip) or ale (the sheet itself)",
    schema: z.enum(["patch", "ale"]).default("patch"),
    on: work,
    decidedBy: "show",
  }),
  strictSheet: setting({
    group: "metadata",
    flag: "--strict-sheet",
    about: "every row of a sheet must find its clip, else the run ends with 4",
    schema: flag,
    on: rows,
    decidedBy: "show",
  }),
} as const;
