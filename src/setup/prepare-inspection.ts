// What `status` and `verify` ask alike.
import { resolve } from "node:path";
import { userFolders } from "../config/user-folders.ts";
import type { InspectRequest } from "../runs/inspect-request.ts";
import type { RecipeWants } from "../plan/plan-clips.ts";
import { DEFAULT_SPEC } from "../spec/default-spec.ts";
import { chooseDestinations } from "./choose-destinations.ts";
import type { CommandCall } from "./command-call.ts";
import { type FrameExtras, frameRequest } from "./frame-request.ts";

/** Throws what is wrong with settings and token; reaches and writes nothing. */
export async function prepareInspection(
  call: CommandCall,
  { command, emit }: Pick<FrameExtras, "command" | "emit">,
): Promise<InspectRequest & { readonly wants: RecipeWants }> {
  const { config } = call.resolved;
  const { state: stateFolder, work: workFolder, ...folders } = userFolders(config);
  const { to, warnings } = await chooseDestinations(call, {
    state: stateFolder,
    work: workFolder,
    ...folders,
  });
  return {
    frame: frameRequest(call, { command, emit, warnings }),
    folders: call.args.map((folder) => resolve(folder)),
    as: config.as,
    to,
    own: { stateFolder, workFolder },
    // Of clips that no run has decided about only their files are asked, not how they would be made.
    wants: {
      spec: DEFAULT_SPEC,
      proxy: "auto",
      allow: new Set(),
      thumbnail: config.thumbnail,
      burnIn: undefined,
    },
  };
}
