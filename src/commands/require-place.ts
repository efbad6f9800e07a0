// The service and project that a token is for.
import { listLogins, type LoginPlace } from "../config/logins.ts";
import { userFolders } from "../config/user-folders.ts";
import { requireKind } from "../destinations/index.ts";
import { type DestinationKind, missingSetting } from "../destinations/kind.ts";
import { odailies } from "../destinations/odailies/odailies-kind.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { findServicePlace, type ServiceSource } from "../setup/service-place.ts";

export interface RequiredPlace {
  readonly kind: DestinationKind;
  readonly place: LoginPlace;
  readonly source: ServiceSource;
}

/** Throws `usage` where no project is named, telling which ones a token is kept for, and where no token is needed. */
export async function requirePlace({ resolved }: CommandCall): Promise<RequiredPlace> {
  const { to } = resolved.config;
  const [name = odailies.name, ...others] = to;
  const kind = requireKind(name);
  if (others.length > 0 || kind.isEmbedded) {
    throw new OdailiesError("usage", "A token belongs to one service.", {
      hint: kind.isEmbedded ? `${kind.label} needs none.` : "Name one of them with --to.",
    });
  }
  const source = findServicePlace(kind, resolved, { isOnly: true });
  const { api, project } = source;
  if (api === undefined) throw missingSetting(kind, "api");
  if (project !== undefined) return { kind, source, place: { kind: kind.name, api, project } };
  const logins = await listLogins(userFolders(resolved.config).config);
  const kept = logins.map((login) => `${login.project} (${login.api})`).join(", ");
  throw new OdailiesError("usage", "A token belongs to a project, and none is named.", {
    hint: `Add --project <id>.${kept === "" ? "" : ` Tokens are kept for ${kept}.`}`,
  });
}
