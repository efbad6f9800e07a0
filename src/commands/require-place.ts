// The service and project that a token is for.
import { listLogins, type LoginPlace } from "../config/logins.ts";
import { userFolders } from "../config/user-folders.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { CommandCall } from "../setup/command-call.ts";

/** Throws `usage` where no project is named, telling which ones a token is kept for. */
export async function requirePlace({ resolved }: CommandCall): Promise<LoginPlace> {
  const { api, project } = resolved.config;
  if (project !== undefined) return { api, project };
  const logins = await listLogins(userFolders(resolved.config).config);
  const kept = logins.map((login) => `${login.project} (${login.api})`).join(", ");
  throw new OdailiesError("usage", "A token belongs to a project, and none is named.", {
    hint: `Add --project <id>.${kept === "" ? "" : ` Tokens are kept for ${kept}.`}`,
  });
}
