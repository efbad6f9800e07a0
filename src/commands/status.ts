// `odailies status`: what is up, what is not, and what to run next.
import { findMediaTools, type MediaTools } from "../media/find-media-tools.ts";
import { OdailiesError } from "../domain/errors.ts";
import { showStatus } from "../runs/show-status.ts";
import { openStatusRenderer } from "../render/status-lines.ts";
import { renderWarning } from "../render/render-warning.ts";
import type { CommandCall } from "./command.ts";
import { prepareInspection } from "../setup/prepare-inspection.ts";

export async function status(call: CommandCall): Promise<number> {
  const { config } = call.resolved;
  const { own, ...look } = await prepareInspection(call);
  const hasFolders = look.folders.length > 0;
  const result = await showStatus({
    ...look,
    workFolder: own.work,
    withThumbnail: config.thumbnail !== "none",
    tools: hasFolders ? await findTools(call) : undefined,
    emit: openStatusRenderer(config, call.streams, hasFolders),
  });
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
