// The HTML5 editor, as `--to html5-editor` names it.
import { z } from "zod";
import { type DestinationKind, type KindSetting, readOwn } from "../kind.ts";
import { DEFAULT_FILE_NAME, DEFAULT_FOLDER } from "./name-template.ts";
import { openHtml5Editor } from "./open-html5-editor.ts";

const MIB = 1024 * 1024;
const POLL_MS = 250;

const OWN = {
  folder: {
    about: "folders below the project's, of {scene} {shot} {take} {date} {camera} {reelName}, with / between",
    schema: z.string().min(1).default(DEFAULT_FOLDER),
  },
  fileName: {
    about: "a file's name there, of the same and {name}, which comes last",
    schema: z.string().min(1).default(DEFAULT_FILE_NAME),
  },
  log: { about: "LOG files go there, too", schema: z.union([z.boolean(), z.stringbool()]).default(false) },
  chunkMib: {
    about: "MiB that go in one request",
    // Sixteen times the reference's example.
    schema: z.coerce.number().min(0.5).max(1024).default(8),
  },
  readyWait: {
    about: "seconds to wait for the editor to get a file ready; status goes on asking",
    schema: z.coerce.number().min(0).max(3600).default(120),
  },
} as const satisfies Readonly<Record<string, KindSetting>>;

export const html5Editor: DestinationKind = {
  name: "html5-editor",
  label: "the HTML5 editor",
  isEmbedded: false,
  needs: ["api", "project", "token"],
  settings: OWN,
  create: ({ api = "", project = "", token = "", ...settings }) => {
    const { chunkMib, readyWait, ...names } = readOwn(OWN, settings.own);
    return openHtml5Editor({
      ...settings,
      ...names,
      ...{ api, project, token },
      partBytes: Math.round(chunkMib * MIB),
      patience: { pollMs: POLL_MS, longestMs: readyWait * 1000 },
    });
  },
};
