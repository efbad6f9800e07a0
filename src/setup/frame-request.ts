// What every run is told of the call that it belongs to.
import type { Emit } from "../domain/events.ts";
import type { FrameRequest } from "../runs/frame.ts";
import type { CommandCall } from "./command-call.ts";
import { shownOptions } from "./shown-options.ts";

export interface FrameExtras {
  readonly command: string;
  readonly warnings?: FrameRequest["warnings"];
  readonly whenDone?: string | undefined;
  readonly emit: Emit;
}

export function frameRequest(call: CommandCall, { warnings = [], ...extras }: FrameExtras): FrameRequest {
  const { resolved, commandLine, signal } = call;
  return { options: shownOptions(resolved), commandLine, warnings, signal, ...extras };
}
