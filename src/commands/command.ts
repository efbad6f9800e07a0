// What a command is: its words for the user, and one function from settings and arguments to an exit code.
import type { Scope } from "../config/setting.ts";
import type { CommandCall } from "../setup/command-call.ts";

/** One command of the program. */
export interface CommandDefinition {
  readonly name: string;
  /** As commander spells arguments: `<folder...>`; empty for none. */
  readonly args: string;
  readonly about: string;
  /** Which settings are its flags; undefined for a command that is promised but not there yet. */
  readonly scope: Exclude<Scope, "all"> | undefined;
  /** Its arguments are offloads, into which nothing is ever written. */
  readonly readsOffloads?: true;
  /** Flags of this command alone, as commander spells them. */
  readonly options?: readonly { readonly flag: string; readonly about: string }[];
  /** `clips`: it says start and result by itself · `rows`: with --json the program frames what it says. */
  readonly says: "clips" | "rows";
  readonly run: (call: CommandCall) => Promise<number>;
}
