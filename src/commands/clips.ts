// `odailies clips list|get|set|export|remove|rename`: the clips of a project by hand.
import { runAction } from "./choose-action.ts";
import { exportClips } from "./clips-export.ts";
import { getClips } from "./clips-get.ts";
import { listClips } from "./clips-list.ts";
import { setClip } from "./clips-set.ts";
import type { CommandCall } from "../setup/command-call.ts";

const MANY = Number.POSITIVE_INFINITY;

// Two need the library's database, which the others do without.
const ACTIONS = {
  list: { args: "", fewestArgs: 0, mostArgs: 0, flags: ["day", "roll", "circled"], run: listClips },
  get: { args: "<name…>", fewestArgs: 1, mostArgs: MANY, flags: [], run: getClips },
  set: { args: "<name> Property=value…", fewestArgs: 2, mostArgs: MANY, flags: [], run: setClip },
  export: {
    args: "[name…] --as ale|csv",
    fewestArgs: 0,
    mostArgs: MANY,
    flags: ["as", "fps"],
    run: exportClips,
  },
  remove: {
    args: "<name…> [--yes]",
    fewestArgs: 1,
    mostArgs: MANY,
    flags: ["yes"],
    run: (call: CommandCall) => import("./clips-remove.ts").then(({ removeClips }) => removeClips(call)),
  },
  rename: {
    args: "<name> <new name>",
    fewestArgs: 2,
    mostArgs: 2,
    flags: [],
    run: (call: CommandCall) => import("./clips-remove.ts").then(({ renameClip }) => renameClip(call)),
  },
} as const;

export function clips(call: CommandCall): Promise<number> {
  return runAction("clips", ACTIONS, call);
}
