// The second word of `odailies clips …` and `odailies jobs …`: what is to be done, and which flags belong to it.
import { kebabCase } from "../config/environment-name.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { nearestSentence } from "./nearest-names.ts";

export interface Action {
  /** What follows the word, for messages: `<name> Property=value…`; empty for nothing. */
  readonly args: string;
  readonly fewestArgs: number;
  readonly mostArgs: number;
  /** The command's own flags that this action takes, by commander's camelCase name. */
  readonly flags: readonly string[];
  readonly run: (call: CommandCall) => Promise<number>;
}

/** Runs the action that the first argument names, with the other arguments. Throws `usage`. */
export async function runAction(
  command: string,
  actions: Readonly<Record<string, Action>>,
  call: CommandCall,
): Promise<number> {
  const [word = "", ...args] = call.args;
  const names = Object.keys(actions);
  const action = Object.hasOwn(actions, word) ? actions[word] : undefined;
  if (!action) {
    throw new OdailiesError("usage", `odailies ${command} cannot ${word}.${nearestSentence(word, names)}`, {
      hint: `Use odailies ${command} ${names.join(", ")}.`,
    });
  }
  const usage = `odailies ${command} ${word} ${action.args}`.trimEnd();
  if (args.length < action.fewestArgs || args.length > action.mostArgs) {
    const problem = args.length < action.fewestArgs ? "needs more than was given" : "takes no more words";
    throw new OdailiesError("usage", `odailies ${command} ${word} ${problem}.`, {
      hint: `Write it as: ${usage}`,
    });
  }
  const ownFlags = Object.values(actions).flatMap(({ flags }) => flags);
  const stray = ownFlags.find((flag) => call.flags[flag] !== undefined && !action.flags.includes(flag));
  if (stray !== undefined) {
    throw new OdailiesError(
      "usage",
      `--${kebabCase(stray)} does not belong to odailies ${command} ${word}.`,
      {
        hint: "Leave it out.",
      },
    );
  }
  return action.run({ ...call, args });
}
