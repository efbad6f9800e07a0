// `odailies login`: a project's token into the keychain, checked first, never shown.
import { type Login, saveLogin } from "../config/logins.ts";
import { describeKeeping, describeTokenOrigin } from "../config/read-token.ts";
import { userFolders } from "../config/user-folders.ts";
import { OdailiesError } from "../domain/errors.ts";
import { renderNote, renderObjects } from "../render/render-result.ts";
import { renderWarning } from "../render/render-warning.ts";
import { connectService, createClient } from "../setup/connect.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { readGivenToken } from "./read-given-token.ts";
import { type RequiredPlace, requirePlace } from "./require-place.ts";

export async function login(call: CommandCall): Promise<number> {
  const { resolved, streams, flags } = call;
  const required = await requirePlace(call);
  const { place } = required;
  const where = `project ${place.project} at ${place.api}`;
  const token = await readGivenToken(call, required, where);
  streams.addSecret(token);
  const unchecked = await findWhyUnchecked(call, required, token);
  const { config: folder } = userFolders(resolved.config);
  const useKeychain = flags["keychain"] !== false;
  const login = await saveLogin(folder, place, token, { useKeychain });
  const kept = describeKeeping(login, folder);
  if (unchecked)
    renderWarning(`The token is kept, but it could not be checked: ${unchecked.message}`, streams);
  if (resolved.config.json) {
    renderObjects("login", [{ ...place, kept, checked: unchecked === undefined }], streams);
  } else {
    const good = unchecked ? "" : "The service accepts it. ";
    renderNote(
      `${good}The token for ${where} is kept in ${describeHome(login, kept, useKeychain)}.`,
      streams,
    );
  }
  await warnOfOther(call, required, folder);
  return 0;
}

function describeHome({ token }: Login, kept: string, useKeychain: boolean): string {
  if (token === undefined) return "the keychain of this computer";
  const why = useKeychain ? "; there is no keychain here" : "";
  return `${kept}, which only you can read${why}`;
}

/** The listing, with which every run begins. Undefined where the token is good; throws where it is refused. */
async function findWhyUnchecked(
  { resolved, signal }: CommandCall,
  { kind, place: { api, project }, source: { own } }: RequiredPlace,
  token: string,
): Promise<OdailiesError | undefined> {
  const { apiVersion, insecure } = resolved.config;
  const { state: stateFolder } = userFolders(resolved.config);
  const service = connectService(
    kind,
    { api, project, token, apiVersion, insecure, own, stateFolder },
    createClient(resolved.config, undefined),
    () => undefined,
  );
  try {
    await service.open(signal);
    return undefined;
  } catch (error) {
    if (error instanceof OdailiesError && error.code === "destination_unreachable") return error;
    throw error;
  } finally {
    await service.close();
  }
}

/** A token that is given otherwise goes before the one that was just kept. */
async function warnOfOther(
  { resolved, streams }: CommandCall,
  { source }: RequiredPlace,
  folder: string,
): Promise<void> {
  const { token, file } = source.token;
  const isFromFlag = resolved.origins.tokenFile === "flag";
  if (token === undefined && (file === undefined || isFromFlag)) return;
  const origin = (await describeTokenOrigin(source.token, folder)) ?? "";
  renderWarning(`The token from ${origin} goes before the kept one.`, streams);
}
