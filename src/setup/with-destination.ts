// Opens the destination that the settings name, for a command that is no run, and closes it whatever happens.
import { userFolders } from "../config/user-folders.ts";
import type { Destination } from "../destinations/destination.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import { renderNote } from "../render/render-result.ts";
import { renderWarning } from "../render/render-warning.ts";
import { chooseDestination } from "./choose-destinations.ts";
import type { CommandCall } from "./command-call.ts";

/** `work` gets a destination that was reached, and its clips. Throws what `withDestination` and `Destination.open` throw. */
export function withListing<Result>(
  call: CommandCall,
  work: (destination: Destination, clips: ReadonlyMap<string, RemoteClip>) => Promise<Result>,
): Promise<Result> {
  return withDestination(call, async (destination) => work(destination, await destination.open(call.signal)));
}

/** `work` gets a destination of which nothing was reached. Throws what `chooseDestination` throws. */
export async function withDestination<Result>(
  call: CommandCall,
  work: (destination: Destination) => Promise<Result>,
): Promise<Result> {
  const { config } = call.resolved;
  const { kind, toOpen, warnings } = await chooseDestination(call, userFolders(config));
  for (const { message } of warnings) renderWarning(message, call.streams);
  const isUnnamed = config.to.length === 0 && config.project === undefined;
  if (isUnnamed && kind.isEmbedded && !config.quiet) {
    renderNote(`No project is named, so this is ${toOpen.label}.`, call.streams);
  }
  const destination = await toOpen.open(({ message }) => renderWarning(message, call.streams));
  try {
    return await work(destination);
  } finally {
    await destination.close();
  }
}
