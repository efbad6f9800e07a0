// What a show decides about its dailies in Kitsu: `[destinations.kitsu]` of a config file, or `ODAILIES_KITSU_…`.
import { z } from "zod";
import type { KindSetting, readOwn } from "../kind.ts";
import { LONGEST_NAME, LONGEST_PLAYLIST_NAME } from "./map.ts";

export const KITSU_SETTINGS = {
  taskType: {
    about: "task type that the comments and previews belong to",
    schema: z.string().min(1).max(40).default("Dailies"),
  },
  status: {
    about: "short name of the status that a comment sets; left out, the one that asks for feedback",
    schema: z.string().min(1).max(10).optional(),
  },
  sequence: {
    about: "what a clip's sequence is named by: scene, date or camera",
    schema: z.enum(["scene", "date", "camera"]).default("scene"),
  },
  unsorted: {
    // Without a sequence, Kitsu shows no shot.
    about: "the sequence of clips that have no scene",
    schema: z.string().min(1).max(LONGEST_NAME).default("Unsorted"),
  },
  episode: {
    about: "of a series: the episode that the sequences belong to",
    schema: z.string().min(1).max(LONGEST_NAME).optional(),
  },
  playlist: {
    about: "playlist of a shoot day, {date} is the day; none for no playlists",
    schema: z.string().min(1).max(LONGEST_PLAYLIST_NAME).default("Dailies {date}"),
  },
  normalize: {
    about: "does Kitsu make every movie anew: always, never, or auto for files that nobody has checked",
    schema: z.enum(["auto", "always", "never"]).default("auto"),
  },
} as const satisfies Readonly<Record<string, KindSetting>>;

export type KitsuSettings = ReturnType<typeof readOwn<typeof KITSU_SETTINGS>>;
