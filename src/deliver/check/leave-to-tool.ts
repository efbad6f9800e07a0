// A camera original that looked like a clip until it was probed: named with the tool it needs, never a failure.
import type { FoundClip } from "../../domain/clip.ts";
import type { Emit } from "../../domain/events.ts";

export function leaveToTool({ name }: FoundClip, tool: string, emit: Emit): void {
  const message = `It is a camera original that was left alone: ${tool} makes dailies of it.`;
  emit({ type: "warning", code: "undecodable_camera_originals", clip: name, message });
}
