// Opens the destination that the settings name, for a command that is no run, and closes it whatever happens.
import { userFolders } from "../config/user-folders.ts";
import type { Destination } from "../destinations/destination.ts";
import { renderNote } from "../render/render-result.ts";
import { renderWarning } from "../render/render-warning.ts";
import { chooseDestination } from "./choose-destinations.ts";
import type { CommandCall } from "./command-call.ts";

/** `work` gets a destination that was reached, unless it does not want it `isOpened`. Throws what `chooseDestination` and `Destination.open` throw. */
export async function withDestination<Result>(
  call: CommandCall,
  work: (destination: Destination) => Promise<Result>,
  { isOpened }: { readonly isOpened: boolean } = { isOpened: true },
): Promise<Result> {
  const { config } = call.resolved;
  const { toOpen, warnings } = await chooseDestination(call, userFolders(config));
  for (const { message } of warnings) renderWarning(message, call.streams);
  if (config.to.length === 0 && config.project === undefined && !config.quiet) {
    renderNote(`No project is named, so this is ${toOpen.label}.`, call.streams);
  }
  const onWait = (message: string) => renderWarning(message, call.streams);
  const destination = await toOpen.open(onWait);
  try {
    if (isOpened) await destination.open(call.signal);
    return await work(destination);
  } finally {
    await destination.close();
  }
}
