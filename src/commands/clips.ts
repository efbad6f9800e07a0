// `odailies clips list|get|set|export`: the clips of a project by hand, by both versions of the API.
import { runAction } from "./choose-action.ts";
import { exportClips } from "./clips-export.ts";
import { getClips } from "./clips-get.ts";
import { listClips } from "./clips-list.ts";
import { setClip } from "./clips-set.ts";
import type { CommandCall } from "./command.ts";

const MANY = Number.POSITIVE_INFINITY;

const ACTIONS = {
  list: { args: "", fewestArgs: 0, mostArgs: 0, flags: [], run: listClips },
  get: { args: "<name…>", fewestArgs: 1, mostArgs: MANY, flags: [], run: getClips },
  set: { args: "<name> Property=value…", fewestArgs: 2, mostArgs: MANY, flags: [], run: setClip },
  export: {
    args: "[name…] --as ale|csv",
    fewestArgs: 0,
    mostArgs: MANY,
    flags: ["as", "fps"],
    run: exportClips,
  },
} as const;

export function clips(call: CommandCall): Promise<number> {
  return runAction("clips", ACTIONS, ["as", "fps"], call);
}
