// Kitsu, as `--to kitsu` names it.
import { type DestinationKind, readOwn } from "../kind.ts";
import { KITSU_SETTINGS } from "./kitsu-settings.ts";
import { logInToKitsu, PERSON_QUESTIONS } from "./log-in.ts";
import { openKitsu } from "./open-kitsu.ts";

export const kitsu: DestinationKind = {
  name: "kitsu",
  label: "Kitsu",
  isEmbedded: false,
  needs: ["api", "project", "token"],
  settings: KITSU_SETTINGS,
  login: { questions: PERSON_QUESTIONS, exchange: logInToKitsu },
  create: (settings) => {
    const { api = "", project = "", token = "", own } = settings;
    return openKitsu({ ...settings, api, project, token, own: readOwn(KITSU_SETTINGS, own) });
  },
};
