// What `odailies login` keeps: tokens in the keychain, or in a file of this user alone where there is no keychain.
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { apiBase } from "../domain/api-base.ts";
import { OdailiesError } from "../domain/errors.ts";
import { openKeychain } from "./keychain.ts";
import { writePrivateFile } from "./write-private-file.ts";

/** A token belongs to one project of one service, and goes to no other system. */
export interface LoginPlace {
  /** The kind of destination, as `--to` names it. */
  readonly kind: string;
  /** The address as it was given. */
  readonly api: string;
  readonly project: string;
}

const loginSchema = z.object({
  /** Not there in files from before there were several. */
  kind: z.string().default("odailies"),
  api: z.string(),
  project: z.string(),
  /** Only where there was no keychain. */
  token: z.string().optional(),
});
const fileSchema = z.object({ logins: z.array(loginSchema) });

/** Without `token` it is in the keychain. */
export type Login = z.output<typeof loginSchema>;

export const loginsFile = (configFolder: string): string => join(configFolder, "logins.json");

/** All that are kept. Throws `config_invalid` where the file is broken. */
export async function listLogins(configFolder: string): Promise<readonly Login[]> {
  const path = loginsFile(configFolder);
  try {
    return fileSchema.parse(JSON.parse(await readFile(path, "utf8"))).logins;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new OdailiesError("config_invalid", `The file ${path} cannot be read.`, {
      hint: "Delete it and run odailies login again.",
      cause,
    });
  }
}

/** Opens no keychain. */
export async function findLogin(configFolder: string, place: LoginPlace): Promise<Login | undefined> {
  return (await listLogins(configFolder)).find(isOf(place));
}

/** Throws `config_invalid` where the keychain that holds it cannot be opened, or holds it no more. */
export async function readLoginToken(login: Login): Promise<string> {
  if (login.token !== undefined) return login.token;
  const keychain = await openKeychain();
  const token = await keychain?.get(accountOf(login)).catch(() => undefined);
  if (token !== undefined) return token;
  const where = keychain ? "is not in the keychain any more" : "is in a keychain that cannot be opened here";
  throw new OdailiesError("config_invalid", `The token of project ${login.project} ${where}.`, {
    hint: "Unlock the keychain, run odailies login again, or give ODAILIES_TOKEN or --token-file.",
  });
}

/** Takes the place of an earlier one. Gives back what is kept now. */
export async function saveLogin(
  configFolder: string,
  place: LoginPlace,
  token: string,
  options: { readonly useKeychain: boolean },
): Promise<Login> {
  const others = (await listLogins(configFolder)).filter((login) => !isOf(place)(login));
  const own = { kind: place.kind, api: baseOf(place.api), project: place.project };
  const keychain = options.useKeychain ? await openKeychain() : undefined;
  const isInKeychain = await keychain?.set(accountOf(own), token).then(
    () => true,
    () => false,
  );
  const login: Login = isInKeychain ? own : { ...own, token };
  await writeLogins(configFolder, [...others, login]);
  return login;
}

/** Throws `config_invalid` where it is in a keychain that cannot be opened: then nothing was deleted. */
export async function deleteLogin(configFolder: string, login: Login): Promise<void> {
  if (login.token === undefined) {
    try {
      const keychain = await openKeychain();
      if (!keychain) throw new Error("There is no keychain.");
      await keychain.delete(accountOf(login));
    } catch (cause) {
      throw new OdailiesError("config_invalid", "The keychain that holds the token cannot be opened.", {
        hint: "Unlock the keychain and run odailies logout again, or delete the entry odailies in its own program.",
        cause,
      });
    }
  }
  await writeLogins(
    configFolder,
    (await listLogins(configFolder)).filter((other) => !isOf(login)(other)),
  );
}

async function writeLogins(configFolder: string, logins: readonly Login[]): Promise<void> {
  const path = loginsFile(configFolder);
  if (logins.length === 0) return rm(path, { force: true });
  await writePrivateFile(path, JSON.stringify({ logins }, null, 2));
}

function isOf({ kind, api, project }: LoginPlace): (login: Login) => boolean {
  const base = baseOf(api);
  return (login) => login.kind === kind && login.api === base && login.project === project;
}

function baseOf(api: string): string {
  return apiBase(api) ?? api;
}

/** Without a kind where it was kept before there were several. */
function accountOf({ kind, api, project }: LoginPlace): string {
  const place = `${project} at ${api}`;
  return kind === "odailies" ? place : `${kind} ${place}`;
}
