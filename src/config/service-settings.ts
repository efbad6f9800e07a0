// Settings of what runs until stopped: the hot folder and the library server.
import { z } from "zod";
import { withoutEnd } from "../domain/without-end.ts";
import { flag, setting, text, watching } from "./setting.ts";

/** As browsers write it: without path, and without a port that is the scheme's own. */
const pageOrigin = z
  .url({ protocol: /^https?$/, message: "is no page's origin, such as https://editor.example.com" })
  .refine((url) => /^https?:\/\/[^/?#@]+\/?$/i.test(url), {
    message: "holds more than scheme, host and port",
  })
  .transform((url) => new URL(url).origin);

export const SERVICE_SETTINGS = {
  settle: setting({
    group: "run",
    isCommon: true,
    flag: "--settle <seconds>",
    about: "so long a file has to be left alone before it is looked into",
    schema: z.coerce.number().min(0.1).max(86_400).default(10),
    on: watching,
    decidedBy: "show",
  }),
  poll: setting({
    group: "run",
    flag: "--poll",
    about: "look again and again instead of waiting for events (network volumes do so by themselves)",
    schema: flag,
    on: watching,
    decidedBy: "show",
  }),
  once: setting({
    group: "run",
    isCommon: true,
    flag: "--once",
    about: "take what is there, and end",
    schema: flag,
    on: watching,
    decidedBy: "show",
  }),
  after: setting({
    group: "run",
    isCommon: true,
    flag: "--after <what>",
    about: "what becomes of files that are up: keep, or move (to _done; what cannot go up to _failed)",
    schema: z.enum(["keep", "move"]).default("keep"),
    on: watching,
    decidedBy: "user",
  }),
  doneFile: setting({
    group: "run",
    flag: "--done-file <name>",
    about: "a folder's files are taken only once a file of this name lies in it or above it",
    schema: z
      .string()
      .regex(/^[^/\\]+$/, { message: "is a path, not a name" })
      .optional(),
    on: watching,
    decidedBy: "show",
  }),
  health: setting({
    group: "network",
    flag: "--health <port>",
    about: "answer on this port of this machine how the watcher is, as JSON",
    schema: z.coerce.number().int().min(0).max(65535).optional(),
    on: watching,
    decidedBy: "user",
  }),
  port: setting({
    group: "network",
    isCommon: true,
    flag: "--port <port>",
    about: "port to listen on",
    schema: z.coerce.number().int().min(0).max(65535).default(8448),
    on: ["serve"],
    decidedBy: "user",
  }),
  host: setting({
    group: "network",
    isCommon: true,
    flag: "--host <address>",
    about: "address to listen on; only loopback unless you say otherwise",
    schema: text.default("127.0.0.1"),
    on: ["serve"],
    decidedBy: "user",
  }),
  editor: setting({
    group: "destination",
    isCommon: true,
    flag: "--editor",
    about: "be the HTML5 editor's media source as well, and show what it has to be told",
    schema: flag,
    on: ["serve"],
    decidedBy: "user",
  }),
  editorOrigin: setting({
    group: "destination",
    flag: "--editor-origin <origin>",
    about:
      "page that may call as the editor (repeatable); that of html5-editor's api, else the maker's own, unless said",
    schema: z.array(pageOrigin).default([]),
    on: ["serve"],
    listSeparator: ",",
    decidedBy: "user",
  }),
  editorUrl: setting({
    group: "destination",
    flag: "--editor-url <url>",
    about: "https address at which the editor reaches this server, where another program passes it on",
    schema: z
      .url({ protocol: /^https?$/, message: "is not an http or https URL" })
      .refine((url) => !/[?#]|\/\/[^/]*@/.test(url), { message: "holds more than an address" })
      .transform((url) => withoutEnd(url, "/"))
      .optional(),
    on: ["serve"],
    decidedBy: "user",
  }),
  editorPictures: setting({
    group: "destination",
    flag: "--editor-pictures <form>",
    about: "how the editor wants thumbnails: base64, or data-url",
    schema: z.enum(["base64", "data-url"]).default("base64"),
    on: ["serve"],
    decidedBy: "user",
  }),
} as const;
