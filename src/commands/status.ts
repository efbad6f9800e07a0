// `odailies status`: what is up, what is not, and what to run next.
import { findMediaTools, type MediaTools } from "../media/find-media-tools.ts";
import { OdailiesError } from "../domain/errors.ts";
import { showStatus } from "../runs/show-status.ts";
import { openStatusRenderer } from "../render/status-lines.ts";
import { renderWarning } from "../render/render-warning.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { prepareInspection } from "../setup/prepare-inspection.ts";

export async function status(call: CommandCall): Promise<number> {
  const { config } = call.resolved;
  const hasFolders = call.args.length > 0;
  const emit = openStatusRenderer(config, call.streams, hasFolders);
  const look = await prepareInspection(call, { command: "status", emit });
  const result = await showStatus({ ...look, tools: hasFolders ? await findTools(call) : undefined });
  return result.exitCode;
}

/** Without them nothing is looked into, and all else still holds. */
async function findTools({ resolved, streams }: CommandCall): Promise<MediaTools | undefined> {
  const { ffmpeg, ffprobe } = resolved.config;
  try {
    return await findMediaTools({ ffmpeg, ffprobe });
  } catch (error) {
    if (!(error instanceof OdailiesError)) throw error;
    renderWarning(`${error.message} Clips that are not up are not looked into.`, streams);
    return undefined;
  }
}
