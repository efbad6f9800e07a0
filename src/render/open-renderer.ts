// Picks how a run is shown: JSON lines for programs, bars on a terminal, plain lines elsewhere.
import type { Emit } from "../domain/events.ts";
import { createBars } from "./bars.ts";
import { createJsonLines } from "./json-lines.ts";
import { createPlainLines } from "./plain-lines.ts";
import { toEmit } from "./renderer.ts";
import { visibleLine } from "./value-text.ts";

export interface RenderSettings {
  readonly json: boolean;
  readonly plain: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly noColor: boolean;
}

export interface OutputStreams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Cuts secrets out of everything that is written. */
  readonly redact: (text: string) => string;
}

export function openRenderer(settings: RenderSettings, streams: OutputStreams, isDelivery: boolean): Emit {
  const { stdout, stderr, redact } = streams;
  if (settings.json) return toEmit(createJsonLines({ write: (line) => stdout.write(redact(line)) }));
  const { quiet, verbose, noColor } = settings;
  const color = stderr.isTTY && !noColor;
  const options = { color, quiet, verbose, isDelivery };
  const useBars = stderr.isTTY && !settings.plain && !quiet;
  if (useBars)
    return toEmit(createBars({ ...options, stream: stderr, clean: (line) => redact(visibleLine(line)) }));
  return toEmit(createPlainLines({ ...options, write: (line) => stderr.write(redact(visibleLine(line))) }));
}
