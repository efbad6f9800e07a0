// `--day`, `--roll`, `--circled`: which clips of a project are meant.
import { parseClipName } from "../domain/clip-name.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";

export type ClipFilter = (clip: RemoteClip) => boolean;

/** Undefined where no flag asks for one. A clip has to pass all that are given. Throws `usage`. */
export function readFilter(flags: Readonly<Record<string, unknown>>): ClipFilter | undefined {
  const filters: ClipFilter[] = [];
  if (flags["day"] !== undefined) filters.push(ofDay(readDay(flags["day"])));
  if (typeof flags["roll"] === "string") filters.push(ofRoll(flags["roll"]));
  if (flags["circled"] === true) filters.push(({ metadata }) => metadata.circled === true);
  return filters.length === 0 ? undefined : (clip) => filters.every((passes) => passes(clip));
}

/** The date that the service has, else the one in the clip's name. */
function ofDay(day: string): ClipFilter {
  return ({ name, metadata }) => (metadata.date ?? parseClipName(name)?.date) === day;
}

/** `A001` is also the roll of what the camera calls `A001R3CK` or `A001_260424_R3CK`. */
function ofRoll(roll: string): ClipFilter {
  const wanted = roll.trim().toLowerCase();
  const isIt = (text: string | undefined) => {
    const own = text?.toLowerCase();
    return own === wanted || (own?.startsWith(wanted) === true && /^[^0-9]/.test(own.slice(wanted.length)));
  };
  return ({ name, metadata }) => isIt(metadata.reelName) || isIt(parseClipName(name)?.roll);
}

/** `2026-04-22` or `20260422` as `yyyyMMdd`. */
function readDay(value: unknown): string {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(String(value)) ?? [];
  const iso = `${year}-${month}-${day}`;
  const date = new Date(`${iso}T00:00:00Z`);
  if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)) return `${year}${month}${day}`;
  throw new OdailiesError("usage", `--day ${JSON.stringify(value)} is not a day.`, {
    hint: "Write it as 2026-04-22.",
  });
}
