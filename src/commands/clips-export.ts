// `odailies clips export --as ale|csv`: what the service says of the clips, as a sheet on stdout.
import type { RemoteClip } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";
import { displayFps } from "../domain/frame-rate.ts";
import { writeAle } from "../metadata/write-ale.ts";
import { writeCsv } from "../metadata/write-csv.ts";
import { renderText } from "../render/render-result.ts";
import { renderWarning } from "../render/render-warning.ts";
import { byName } from "./clip-object.ts";
import { clipSheet, countRates, readRate } from "./clip-sheet.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { findClips } from "./find-clips.ts";
import { withListing } from "../setup/with-destination.ts";

/** All clips, or those that are named; nothing is written where one of them is missing. */
export async function exportClips(call: CommandCall): Promise<number> {
  const { args, flags, streams, resolved } = call;
  const format = readFormat(flags["as"]);
  const fps = readFps(flags["fps"]);
  if (resolved.config.json) {
    throw new OdailiesError("usage", "An exported sheet is not JSON.", {
      hint: "Leave --json out, or use odailies clips list --json.",
    });
  }
  const clips = await withListing(call, async (destination, listed) => {
    if (args.length === 0) return byName(listed);
    const { found, missing } = findClips(listed, args, destination.label);
    if (missing) throw missing;
    return found;
  });
  const { text, warnings } = format === "ale" ? toAle(clips, fps) : toCsv(clips, fps);
  for (const warning of warnings) renderWarning(warning, streams);
  renderText(text, streams);
  return 0;
}

interface Export {
  readonly text: string;
  readonly warnings: readonly string[];
}

function toCsv(clips: readonly RemoteClip[], fps: number | undefined): Export {
  return { text: writeCsv(clipSheet(clips, { fps, hasFpsColumn: true })), warnings: warnOfRates(clips) };
}

function toAle(clips: readonly RemoteClip[], given: number | undefined): Export {
  const fps = given ?? countRates(clips)[0]?.fps;
  const rate = fps === undefined ? undefined : readRate(fps);
  if (fps === undefined || !rate) {
    throw new OdailiesError("usage", "No clip tells its frame rate, and an ALE cannot be without one.", {
      hint: "Give it with --fps, such as --fps 25.",
    });
  }
  const hasFpsColumn = countRates(clips).some((other) => other.fps !== displayFps(rate));
  const { columns, rows } = clipSheet(clips, { fps, hasFpsColumn });
  const unplaced = rows.filter(([, , start, end]) => start === "" || end === "").length;
  const warnings = [
    ...warnOfRates(clips).map(
      (warning) => `${warning} The heading says ${fps}, the column FPS the rate of each.`,
    ),
    ...(unplaced > 0
      ? [
          `${unplaced} of ${clips.length} clips have no timecode or no duration on the service, so their Start or End is empty; Avid does not take such rows.`,
        ]
      : []),
  ];
  return { text: writeAle({ columns, rows, fps: rate }), warnings };
}

function warnOfRates(clips: readonly RemoteClip[]): readonly string[] {
  const rates = countRates(clips);
  if (rates.length < 2) return [];
  const list = rates.map(({ fps, clips: count }) => `${fps} (${count})`).join(", ");
  return [`The clips have several frame rates: ${list}.`];
}

function readFormat(value: unknown): "ale" | "csv" {
  if (value === "ale" || value === "csv") return value;
  throw new OdailiesError("usage", "clips export has to be told what to write.", {
    hint: "Add --as ale or --as csv.",
  });
}

function readFps(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const fps = typeof value === "string" && /^\d{1,4}(?:\.\d{1,6})?$/.test(value) ? Number(value) : Number.NaN;
  if (readRate(fps)) return fps;
  throw new OdailiesError("usage", `--fps ${JSON.stringify(value)} is not a frame rate.`, {
    hint: "Write it as 25 or 23.976.",
  });
}
