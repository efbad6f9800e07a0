// The library on this machine, as `--to local` names it: the embedded server speaks o/DAILIES's own API.
import type { DestinationKind } from "../kind.ts";
import { openOdailiesAs } from "./odailies-kind.ts";

export const local: DestinationKind = {
  name: "local",
  label: "the library on this machine",
  isEmbedded: true,
  needs: ["api", "project", "token"],
  create: (settings) => openOdailiesAs("local", settings),
};
