// CatDV, as `--to catdv` names it: the project is a catalogue, the token the user's password.
import type { DestinationKind } from "../kind.ts";
import { CATDV_SETTINGS, readCatdvSettings } from "./catdv-settings.ts";
import { openCatdv } from "./open-catdv.ts";

export const catdv: DestinationKind = {
  name: "catdv",
  label: "CatDV",
  isEmbedded: false,
  needs: ["api", "project", "token"],
  settings: CATDV_SETTINGS,
  create: ({ api = "", project = "", token: password = "", own, ...settings }) =>
    openCatdv({ ...settings, ...readCatdvSettings(own), api, project, password }),
};
