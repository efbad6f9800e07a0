// Every command, in the order in which --help lists them. What a command needs is loaded when it is called.
import type { CommandDefinition } from "./command.ts";
import { notYet } from "./not-yet.ts";

export const COMMANDS: readonly CommandDefinition[] = [
  {
    name: "ingest",
    args: "<folder...>",
    about: "scan, check, make proxies, upload, annotate; safe to run again",
    scope: "ingest",
    says: "clips",
    run: (call) => import("./ingest.ts").then(({ ingest }) => ingest(call)),
  },
  {
    name: "watch",
    args: "<folder...>",
    about: "the same for whatever arrives in hot folders, until stopped",
    scope: "watch",
    says: "clips",
    options: [
      {
        flag: "--print-service <manager>",
        about: "print the unit that keeps this command running: systemd or launchd",
      },
    ],
    run: (call) => import("./watch.ts").then(({ watch }) => watch(call)),
  },
  {
    name: "check",
    args: "<path...>",
    about: "scan, probe and check only; no network, nothing written",
    scope: "check",
    says: "clips",
    run: (call) => import("./check.ts").then(({ check }) => check(call)),
  },
  {
    name: "annotate",
    args: "[sheet...]",
    about: "metadata only: rows of ALE and CSV onto clips already there",
    scope: "annotate",
    says: "clips",
    options: [
      { flag: "--explain", about: "show what is understood of the sheets; send nothing" },
      { flag: "--undo <file>", about: "put the old values back that this file holds" },
    ],
    run: (call) => import("./annotate.ts").then(({ annotate }) => annotate(call)),
  },
  {
    name: "upload",
    args: "<file...>",
    about: "files as they are, unchecked, to the place that --as names",
    scope: "upload",
    says: "rows",
    options: [{ flag: "--as <role>", about: "graded, log, thumbnail or ale" }],
    run: (call) => import("./upload.ts").then(({ upload }) => upload(call)),
  },
  {
    name: "clips",
    args: "<action> [words...]",
    about: "clips by hand: list, get <name…>, set <name> Property=value…, export --as ale|csv",
    scope: "clips",
    says: "rows",
    options: [
      { flag: "--as <format>", about: "export as ale or csv" },
      { flag: "--fps <n>", about: "frame rate in the heading of an exported ALE" },
    ],
    run: (call) => import("./clips.ts").then(({ clips }) => clips(call)),
  },
  {
    name: "jobs",
    args: "<action> [words...]",
    about: "jobs by hand, API v2: list, get <id>, set <id> key=value… (may notify the crew)",
    scope: "jobs",
    says: "rows",
    options: [
      { flag: "--since <date>", about: "list only those of then and later, as 2026-04-22T08:00:00Z" },
      { flag: "--yes", about: "set: send it, although the crew may be notified" },
    ],
    run: (call) => import("./jobs.ts").then(({ jobs }) => jobs(call)),
  },
  {
    name: "serve",
    args: "",
    about: "the local library: its page, and the o/DAILIES API for scripts",
    scope: "serve",
    says: "rows",
    run: (call) => import("./serve.ts").then(({ serve }) => serve(call)),
  },
  {
    name: "doctor",
    args: "",
    about: "which programs are used, what they can do, what is missing",
    scope: "doctor",
    says: "rows",
    run: (call) => import("./doctor.ts").then(({ doctor }) => doctor(call)),
  },
  {
    name: "config",
    args: "",
    about: "which settings are in force and where they come from",
    scope: "config",
    says: "rows",
    run: (call) => import("./config.ts").then(({ config }) => config(call)),
  },
  ...notYet,
];
