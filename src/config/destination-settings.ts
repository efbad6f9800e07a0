// Settings about where clips go.
import { z } from "zod";
import { flag, optionalText, placed, remote, sending, setting, work } from "./setting.ts";

export const DESTINATION_SETTINGS = {
  to: setting({
    group: "destination",
    isCommon: true,
    flag: "--to <destination>",
    about: "where clips go (repeatable): odailies, local, kitsu, catdv, html5-editor",
    schema: z.array(z.string().min(1)).default([]),
    on: [...remote, "login", "logout"],
    listSeparator: ",",
    decidedBy: "user",
  }),
  project: setting({
    group: "destination",
    isCommon: true,
    flag: "--project <id>",
    about: "project id",
    schema: optionalText,
    on: [...placed, "tokens"],
    decidedBy: "show",
  }),
  token: setting({
    group: "destination",
    flag: "--token <token>",
    about: "API token; better in odailies login, ODAILIES_TOKEN or --token-file",
    schema: optionalText,
    on: remote,
    secret: true,
    decidedBy: "user",
  }),
  tokenFile: setting({
    group: "destination",
    flag: "--token-file <file>",
    about: "file that holds the API token and nothing else",
    schema: optionalText,
    on: placed,
    decidedBy: "user",
    path: "read",
  }),
  api: setting({
    group: "destination",
    flag: "--api <url>",
    about: "origin of the API",
    schema: z
      .url({ protocol: /^https?$/, message: "is not an http or https URL" })
      .default("https://odailies.com"),
    on: placed,
    decidedBy: "user",
  }),
  apiVersion: setting({
    group: "destination",
    flag: "--api-version <version>",
    about: "auto, v1 or v2",
    schema: z.enum(["auto", "v1", "v2"]).default("auto"),
    on: placed,
    decidedBy: "user",
  }),
  insecure: setting({
    group: "network",
    flag: "--insecure",
    about:
      "allow plain http to another machine; anybody on the network between can read token, films and metadata",
    schema: flag,
    decidedBy: "user",
    on: [...remote, "login", "doctor"],
  }),
  stallTimeout: setting({
    group: "network",
    flag: "--stall-timeout <seconds>",
    about:
      "give up a connection on which nothing moved for so long, and try again; a whole upload may take as long as it takes",
    schema: z.coerce.number().min(0.1).max(3600).default(60),
    on: remote,
    decidedBy: "show",
  }),
  replace: setting({
    group: "destination",
    isCommon: true,
    flag: "--replace",
    about: "overwrite a different clip of the same name",
    schema: flag,
    on: work,
    decidedBy: "user",
  }),
  notify: setting({
    group: "network",
    flag: "--notify <url>",
    about: "POST the result line there",
    schema: z.url({ protocol: /^https?$/ }).optional(),
    on: sending,
    decidedBy: "user",
  }),
} as const;
