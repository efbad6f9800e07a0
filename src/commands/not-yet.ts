// Commands that the command line promises and that are not there yet: a clear error, never silence.
import { OdailiesError } from "../domain/errors.ts";
import type { CommandDefinition } from "./command.ts";

const PROMISED: readonly (readonly [name: string, about: string])[] = [
  ["report", "the day on one page"],
  ["worker", "take work from a queue"],
];

export const notYet: readonly CommandDefinition[] = PROMISED.map(([name, about]) => ({
  name,
  args: "[args...]",
  about: `${about} (not available yet)`,
  scope: undefined,
  says: "rows",
  run: () => {
    throw new OdailiesError("usage", `odailies ${name} is not available yet.`, {
      hint: "odailies --help lists what is.",
    });
  },
}));
