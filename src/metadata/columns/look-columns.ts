// What a sheet's row says about the look: the ASC CDL, and the curve that the camera recorded.
import { namesLog } from "../../domain/clip-encoding.ts";
import { type CdlReading, parseCdl } from "../../domain/parse-cdl.ts";
import type { Sheet, SheetRow } from "../sheet.ts";
import { normaliseHeader } from "./normalise-header.ts";

/** ASC_SOP and ASC_SAT, or a CDL column, or ten columns of one number each; undefined where none is filled in. */
export function readCdl(sheet: Pick<Sheet, "columns">, row: SheetRow): CdlReading {
  const cell = cellsOf(sheet, row);
  const single = (part: string) =>
    ["red", "green", "blue"].map((channel) => cell(`cdl${part}${channel}`) ?? "");
  const parts = ["slope", "offset", "power"].map(single);
  const spelledOut = parts.flat().some((value) => value !== "")
    ? parts.map((values) => `(${values.join(" ")})`).join("")
    : undefined;
  return parseCdl({
    sop: cell("ascsop") ?? cell("cdlsop") ?? spelledOut,
    sat: cell("ascsat") ?? cell("cdlsat") ?? cell("cdlsaturation"),
    cdl: cell("cdl") ?? cell("asccdl"),
  });
}

/** Columns of ARRI, RED, Sony, Panasonic, Blackmagic, Silverstack and Resolve. */
const CURVE_COLUMNS = [
  "transfercurve",
  "gamma",
  "logcurve",
  "capturegammaequation",
  "capturegamma",
  "gammaspace",
  "viewinggamma",
  "recordinggamma",
];
/** These speak of the target or the wrapper, unless they name a log curve. */
const LOG_COLUMNS = ["cameraformat", "targetcolorspace", "colorspace", "colourspace", "inputcolorspace"];

/** RED writes a number: 34 is Log3G10. */
const RED_LOG3G10 = "34";

/** The recording curve as written, e.g. `LOG-C`; undefined where the sheet says nothing of it. */
export function readCurve(sheet: Pick<Sheet, "columns">, row: SheetRow): string | undefined {
  const cell = cellsOf(sheet, row);
  if (cell("gammaspace") === RED_LOG3G10) return "Log3G10";
  const curve = CURVE_COLUMNS.map(cell).find((value) => value !== undefined);
  return curve ?? LOG_COLUMNS.map(cell).find((value) => value !== undefined && namesLog(value));
}

/** Cells by normalised header, trimmed; the first that is filled in where a name occurs twice. */
function cellsOf(sheet: Pick<Sheet, "columns">, row: SheetRow): (key: string) => string | undefined {
  const cells = new Map<string, string>();
  sheet.columns.forEach((column, index) => {
    const key = normaliseHeader(column);
    const value = (row.cells[index] ?? "").trim();
    if (value !== "" && !cells.has(key)) cells.set(key, value);
  });
  return (key) => cells.get(key);
}
