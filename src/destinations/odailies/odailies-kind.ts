// o/DAILIES, as `--to odailies` names it.
import type { DestinationKind, DestinationSettings } from "../kind.ts";
import { openOdailies } from "./open-odailies.ts";

export const odailies: DestinationKind = {
  name: "odailies",
  label: "o/DAILIES",
  isEmbedded: false,
  isPlain: true,
  needs: ["api", "project", "token"],
  create: (settings) => openOdailiesAs("odailies", settings),
};

export function openOdailiesAs(name: "odailies" | "local", settings: DestinationSettings) {
  const { api = "", project = "", token = "", apiVersion = "auto" } = settings;
  return openOdailies({ ...settings, api, project, token, apiVersion, name });
}
