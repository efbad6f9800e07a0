// What `status` and `verify` ask alike.
import { resolve } from "node:path";
import { type UserFolders, userFolders } from "../config/user-folders.ts";
import type { InspectRequest } from "../runs/inspect-request.ts";
import { chooseDestination } from "./choose-destination.ts";
import type { CommandCall } from "../commands/command.ts";
import { shownOptions } from "./shown-options.ts";

export interface PreparedInspection extends Omit<InspectRequest, "emit"> {
  readonly own: UserFolders;
}

/** Throws what is wrong with settings and token; reaches and writes nothing. */
export async function prepareInspection(call: CommandCall): Promise<PreparedInspection> {
  const { config } = call.resolved;
  const own = userFolders(config);
  const { destination, warnings } = await chooseDestination(call, own);
  return {
    own,
    folders: call.args.map((folder) => resolve(folder)),
    as: config.as,
    destination,
    warnings,
    stateFolder: own.state,
    options: shownOptions(call.resolved),
    commandLine: call.commandLine,
    signal: call.signal,
  };
}
