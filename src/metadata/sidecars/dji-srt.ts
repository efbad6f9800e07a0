// DJI's subtitle telemetry (`DJI_0001.SRT`), in its several spellings. Positions are never read: they are private.
import type { ClipMetadata } from "../../domain/metadata.ts";
import { parseDate } from "../values/date.ts";
import { parseExposureIndex } from "../values/exposure-index.ts";
import { parseKelvin } from "../values/kelvin.ts";
import { parseMillimetres } from "../values/millimetres.ts";
import { parseStop } from "../values/stop.ts";
import type { SidecarFormat } from "./sidecar.ts";

/** The first entry tells what the clip starts with; the rest is a flight. */
const LOOKED_AT_CHARACTERS = 2_000;

const FIELDS = {
  date: /\b(\d{4}[-.]\d{1,2}[-.]\d{1,2}) \d{1,2}:\d{2}:\d{2}/,
  // `[iso : 100]`, `ISO:100`, `ISO 260`
  iso: /\biso\s?:?\s?(\d{1,7})\b/i,
  // `[fnum : 280]`, `Fnum:F2.8`, `IR:F2.8`, `F/5.6`
  stop: /(?:\bfnum\s?:\s?f?|\bIR:f|\bf\/)(\d{1,4}(?:\.\d{1,3})?)/i,
  kelvin: /\[ct\s?:\s?(\d{1,6})\]/i,
  focalLength: /\[focal_len\s?:\s?(\d{1,5}(?:\.\d{1,3})?)\]/i,
} as const;

export const djiSrt: SidecarFormat = {
  id: "dji-srt",
  recognise: (name) => /\.SRT$/i.test(name),
  read: (text) => {
    const start = text.slice(0, LOOKED_AT_CHARACTERS);
    const field = (name: keyof typeof FIELDS) => FIELDS[name].exec(start)?.[1] ?? "";
    const iso = field("iso");
    const stop = field("stop");
    // Speech subtitles are SRT files too: only a camera writes both.
    if (iso === "" || stop === "") return onlyDate(field("date"), start);
    const date = parseDate(field("date"))?.value;
    const asa = parseExposureIndex(iso)?.value;
    const fStop = parseStop(stop)?.value?.stop;
    const kelvin = parseKelvin(field("kelvin"))?.value?.kelvin;
    const focalLength = parseMillimetres(inMillimetres(field("focalLength")))?.value;
    return {
      ...(date !== undefined && { date }),
      ...(asa !== undefined && { asa }),
      ...(fStop !== undefined && { fStop }),
      ...(kelvin !== undefined && { whitePointKelvin: kelvin }),
      ...(focalLength !== undefined && { focalLength }),
    };
  },
};

/** Older firmware writes tenths without a point: 240 is 24 mm. */
function inMillimetres(text: string): string {
  return /^\d{3,5}$/.test(text) ? String(Number(text) / 10) : text;
}

/** Some drones write only day and barometer. */
function onlyDate(dateText: string, start: string): ClipMetadata {
  const date = /\bBAROMETER:/.test(start) ? parseDate(dateText)?.value : undefined;
  return date === undefined ? {} : { date };
}
