// What a run is told of its call, in tests: nothing is said, everything is kept.
import type { Event } from "../../src/domain/events.ts";
import type { FrameRequest } from "../../src/runs/frame.ts";

export function frameOf(command: string, events: Event[], more: Partial<FrameRequest> = {}): FrameRequest {
  return {
    command,
    options: {},
    commandLine: `odailies ${command}`,
    warnings: [],
    emit: (event) => void events.push(event),
    signal: new AbortController().signal,
    ...more,
  };
}
