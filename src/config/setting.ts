// What a setting is, and what several of them accept alike.
import { z } from "zod";

/** Commands that a setting is a flag of; `all` is every command. */
export type Scope =
  | "all"
  | "ingest"
  | "watch"
  | "apply"
  | "check"
  | "annotate"
  | "upload"
  | "clips"
  | "jobs"
  | "status"
  | "verify"
  | "serve"
  | "tokens"
  | "projects"
  | "login"
  | "logout"
  | "doctor"
  | "config";

/** Under which heading of `--help` a flag stands. */
export type SettingGroup = "destination" | "metadata" | "picture" | "network" | "run" | "output";

export interface Setting<Schema extends z.ZodType = z.ZodType> {
  /** As commander spells it, e.g. `--project <id>`. */
  readonly flag: string;
  readonly about: string;
  readonly group: SettingGroup;
  /** Shown by `--help`; the others only by `--help-all`. */
  readonly isCommon?: true;
  readonly schema: Schema;
  readonly on: readonly Scope[];
  /** Repeatable on the command line; the character that separates values in the environment variable. */
  readonly listSeparator?: string;
  /**
   * Whose decision it is. A config file that was only found on the way up counts for what a show decides: looks, names,
   * sizes, order. What runs programs, names hosts or tokens, writes or overwrites, or leaves checks out is the user's.
   */
  readonly decidedBy: "show" | "user";
  /**
   * A path, or several: from the config file that holds it, else from the working folder. What is written never lies in
   * an offload. A program without a folder is looked for on the PATH.
   */
  readonly path?: "read" | "write" | "program";
  /** Of a path setting: a word that is no path. */
  readonly word?: string;
  /** How an earlier file of this kind begins: no other file is written over. */
  readonly replaces?: RegExp;
  /** Never shown, never read from a config file. */
  readonly secret?: true;
  /** Promised by the command line but not built: giving it is a clear error. */
  readonly notYet?: true;
}

export const setting = <Schema extends z.ZodType>(definition: Setting<Schema>): Setting<Schema> => definition;

export const text = z.string().min(1);
export const optionalText = text.optional();
export const flag = z.union([z.boolean(), z.stringbool()]).default(false);
export const list = z.array(text).default([]);
export const count = z.coerce.number().int().min(1).max(64).optional();

export const work: readonly Scope[] = ["ingest", "watch"];
/** Makes and sends files, wherever what is to be made was decided. */
export const sending: readonly Scope[] = [...work, "apply"];
export const media: readonly Scope[] = ["ingest", "watch", "check"];
/** Looks at a card, and at what became of it, without changing anything. */
export const looking: readonly Scope[] = ["status", "verify"];
export const remote: readonly Scope[] = [...sending, "annotate", "upload", "clips", "jobs", ...looking];
/** Speaks of one project of one service. */
export const placed: readonly Scope[] = [...remote, "login", "logout", "doctor", "config"];
export const rows: readonly Scope[] = ["ingest", "watch", "annotate"];
/** What makes no sense for a watcher, which looks again and again. */
export const onceOnly: readonly Scope[] = ["ingest"];
export const watching: readonly Scope[] = ["watch"];
