// Settings of what runs until stopped: the hot folder and the library server.
import { z } from "zod";
import { flag, setting, text, watching } from "./setting.ts";

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
} as const;
