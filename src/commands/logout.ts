// `odailies logout`: forgets the token that `login` kept.
import { deleteLogin, findLogin } from "../config/logins.ts";
import { describeKeeping } from "../config/read-token.ts";
import { userFolders } from "../config/user-folders.ts";
import { renderNote, renderObjects } from "../render/render-result.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { requirePlace } from "./require-place.ts";

/** That there was no token is no error: there is none afterwards. */
export async function logout(call: CommandCall): Promise<number> {
  const { resolved, streams } = call;
  const { config: folder } = userFolders(resolved.config);
  const { place } = await requirePlace(call);
  const where = `project ${place.project} at ${place.api}`;
  const login = await findLogin(folder, place);
  if (login) await deleteLogin(folder, login);
  if (resolved.config.json) {
    renderObjects("logout", [{ ...place, removed: login !== undefined }], streams);
  } else if (login) {
    const from = login.token === undefined ? "the keychain" : describeKeeping(login, folder);
    renderNote(`The token for ${where} is gone from ${from}. On the service it is still good.`, streams);
  } else renderNote(`No token is kept for ${where}.`, streams);
  return 0;
}
