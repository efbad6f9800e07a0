// Picks how a run is shown: JSON lines for programs, bars on a terminal, plain lines elsewhere.
import type { Emit } from "../domain/events.ts";
import { createBars } from "./bars.ts";
import { openJsonLines } from "./json-lines.ts";
import { createPlainLines } from "./plain-lines.ts";
import type { OutputStreams } from "./output-streams.ts";
import { toEmit } from "./renderer.ts";
import { print } from "./shown-text.ts";

export interface RenderSettings {
  readonly json: boolean;
  readonly plain: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly noColor: boolean;
}

export function openRenderer(settings: RenderSettings, streams: OutputStreams, isDelivery: boolean): Emit {
  const { stderr, redact } = streams;
  if (settings.json) return toEmit(openJsonLines(streams));
  const { quiet, verbose, noColor } = settings;
  const color = stderr.isTTY === true && !noColor;
  const options = { color, quiet, verbose, isDelivery };
  const useBars = stderr.isTTY && !settings.plain && !quiet;
  if (useBars) return toEmit(createBars({ ...options, stream: stderr, redact }));
  return toEmit(createPlainLines({ ...options, write: (line) => print(line, stderr, redact) }));
}
