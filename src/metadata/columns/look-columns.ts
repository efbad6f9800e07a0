// What a sheet's row says about the look: the ASC CDL, and the curve that the camera recorded.
import { namesLog } from "../../domain/clip-encoding.ts";
import { type CdlReading, parseCdl } from "../../domain/parse-cdl.ts";
import type { Sheet, SheetRow } from "../sheet.ts";
import { normaliseHeader } from "./normalise-header.ts";

/** What the rows of one sheet say: its columns' names are read once. */
export interface LookColumns {
  /** ASC_SOP and ASC_SAT, or a CDL column, or ten columns of one number each; undefined where none is filled in. */
  readonly readCdl: (row: SheetRow) => CdlReading;
  /** The recording curve as written, e.g. `LOG-C`; undefined where the sheet says nothing of it. */
  readonly readCurve: (row: SheetRow) => string | undefined;
}

export function lookColumns(sheet: Pick<Sheet, "columns">): LookColumns {
  const cellsOf = cellsByKey(sheet);
  return { readCdl: (row) => readCdl(cellsOf(row)), readCurve: (row) => readCurve(cellsOf(row)) };
}

type Cells = (key: string) => string | undefined;

function readCdl(cell: Cells): CdlReading {
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

function readCurve(cell: Cells): string | undefined {
  if (cell("gammaspace") === RED_LOG3G10) return "Log3G10";
  const curve = CURVE_COLUMNS.map(cell).find((value) => value !== undefined);
  return curve ?? LOG_COLUMNS.map(cell).find((value) => value !== undefined && namesLog(value));
}

/** Cells by normalised header, trimmed; the first that is filled in where a name occurs twice. */
function cellsByKey({ columns }: Pick<Sheet, "columns">): (row: SheetRow) => Cells {
  const places = new Map<string, number[]>();
  for (const [index, column] of columns.entries()) {
    const key = normaliseHeader(column);
    const known = places.get(key);
    if (known) known.push(index);
    else places.set(key, [index]);
  }
  return ({ cells }) =>
    (key) => {
      for (const index of places.get(key) ?? []) {
        const value = (cells[index] ?? "").trim();
        if (value !== "") return value;
      }
      return undefined;
    };
}
