// The shoot day of a clip: the day of the people who shot it, which is no instant and no day of Greenwich.

export interface DayHints {
  /** `yyyyMMdd` in the clip's own name. */
  readonly inName?: string | undefined;
  /** `yyyyMMdd` in the row of a sheet. */
  readonly inSheet?: string | undefined;
  /** Names of the folders that it lies in, the nearest first. */
  readonly folders?: readonly string[];
  /**
   * When it was recorded, as the file has it: `yyyyMMdd`, or ISO 8601 (`2026-04-24T19:30:00-07:00`). With a `Z` it is an
   * instant, which has no day until the zone is known.
   */
  readonly recorded?: string | undefined;
  /** The zone of the place, where the file tells it elsewhere: `-07:00`. */
  readonly zone?: string | undefined;
}

/** Cards lie a few folders below the day's; what is further up is the show's. */
const FOLDERS_LOOKED_AT = 8;
const MINUTE_MS = 60_000;

/** The first that tells: the name, the sheet, the nearest folder with a day, the local time of the recording. */
export function shootDay({ inName, inSheet, folders = [], recorded, zone }: DayHints): string | undefined {
  return inName ?? inSheet ?? firstDay(folders.slice(0, FOLDERS_LOOKED_AT)) ?? localDay(recorded, zone);
}

/** Names of the folders that a file lies in, the nearest first. */
export function foldersOf(path: string): readonly string[] {
  return path.split(/[\\/]/).slice(0, -1).toReversed();
}

function firstDay(folders: readonly string[]): string | undefined {
  return folders.map(dayInFolder).find((day) => day !== undefined);
}

/** `20260424_Day012`, `2026-04-24`, `Day012 260424`; undefined for `100MEDIA` and other numbers. */
function dayInFolder(name: string): string | undefined {
  const long = /(?<!\d)((?:19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?!\d)/.exec(name);
  if (long) return asDay(long[1], long[3], long[4]);
  const short = /(?<![0-9A-Z])([1-3]\d)(\d{2})(\d{2})(?![0-9A-Z])/i.exec(name);
  return short ? asDay(`20${short[1]}`, short[2], short[3]) : undefined;
}

/** As written where it is local time; undefined for an instant without a zone. */
function localDay(recorded: string | undefined, zone: string | undefined): string | undefined {
  const written = /^(\d{4})[-:/]?(\d{2})[-:/]?(\d{2})(?:$|[T ])(.*)$/.exec(recorded ?? "");
  if (!written) return undefined;
  if (!/(?:Z|[+-]00:?00)$/i.test(written[4] ?? "")) return asDay(written[1], written[2], written[3]);
  const minutes = zoneMinutes(zone);
  const instant = Date.parse(recorded ?? "");
  if (minutes === undefined || Number.isNaN(instant)) return undefined;
  const [year, month, day] = new Date(instant + minutes * MINUTE_MS).toISOString().slice(0, 10).split("-");
  return asDay(year, month, day);
}

function zoneMinutes(zone: string | undefined): number | undefined {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "");
  if (!match) return undefined;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

function asDay(year = "", month = "", day = ""): string | undefined {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return exists ? `${year}${month}${day}` : undefined;
}
