// The destinations there are, in one list. A new one is a folder beside this file and one line here.
import { OdailiesError } from "../domain/errors.ts";
import { catdv } from "./catdv/catdv-kind.ts";
import { html5Editor } from "./html5-editor/html5-editor-kind.ts";
import type { DestinationKind } from "./kind.ts";
import { kitsu } from "./kitsu/kitsu-kind.ts";
import { local } from "./odailies/local-kind.ts";
import { odailies } from "./odailies/odailies-kind.ts";

/** `--to`, its help and the settings of each derive from this list. */
export const DESTINATION_KINDS = [
  odailies,
  local,
  kitsu,
  catdv,
  html5Editor,
] as const satisfies readonly DestinationKind[];

/** The kind that `--to` names. Throws `usage` for a name that is unknown. */
export function requireKind(name: string): DestinationKind {
  const kind = DESTINATION_KINDS.find((each) => each.name === name);
  if (kind) return kind;
  const names = DESTINATION_KINDS.map((each) => each.name);
  throw new OdailiesError("usage", `There is no destination ${name}.`, {
    hint: `Use --to ${names.join(" or --to ")}.`,
  });
}
