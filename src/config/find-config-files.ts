// The config files that count: one that was named or lies on the way up, and the user's own.
import { realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { OdailiesError } from "../domain/errors.ts";
import { UnfitFileError } from "../files/open-ordinary.ts";
import { readSmallFile } from "../files/read-small-file.ts";
import { LARGEST_CONFIG_BYTES, openFoundFile } from "./open-found-file.ts";
import { type ConfigFile, readConfigFile } from "./read-config-file.ts";
import { type SettingName, SETTINGS } from "./settings.ts";
import { type ConfigText, isTrusted } from "./trusted-files.ts";

/**
 * `named` by a flag or variable, the user's `own`, `trusted` once with this very content: all of it counts.
 * `found` on the way up: only what a show decides. `refused`: nothing of it.
 */
export type FileStanding = "named" | "own" | "trusted" | "found" | "refused";

export interface ConfigFileFound {
  readonly path: string;
  readonly standing: FileStanding;
  /** Of a refused one: why, as the end of a sentence. */
  readonly why?: string;
  /** What it says and what does not count, with the values as they stand there. */
  readonly notTaken: Readonly<Record<string, unknown>>;
}

export interface ConfigSearch {
  /** Given with --config or ODAILIES_CONFIG: no other is looked for. */
  readonly named: string | undefined;
  readonly profile: string | undefined;
  readonly cwd: string;
  readonly userConfigFolder: string;
}

export interface ConfigFiles {
  /** What counts; the first that has a setting decides it. */
  readonly taken: readonly ConfigFile[];
  readonly all: readonly ConfigFileFound[];
}

/** Throws `config_invalid` for a file that counts and cannot be read, and for a profile that none has. */
export async function findConfigFiles(search: ConfigSearch): Promise<ConfigFiles> {
  const { named, cwd, userConfigFolder, profile } = search;
  const ownPath = join(userConfigFolder, "odailies.toml");
  const own = await readNamed(ownPath, "own", profile, true);
  const first =
    named === undefined ? await findUpward(cwd, search, ownPath) : [await readNamed(named, "named", profile)];
  const files = [...first, own].filter((file) => file !== undefined);
  const taken = files.flatMap(({ file }) => (file ? [file] : []));
  if (profile !== undefined) requireProfile(profile, taken);
  return { taken, all: files.map(({ found }) => found) };
}

/** The nearest one that may be looked at; those that are refused on the way are told. */
export async function findNearest(
  cwd: string,
): Promise<{ readonly file: ConfigText | undefined; readonly refused: readonly ConfigFileFound[] }> {
  const refused: ConfigFileFound[] = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = join(folder, "odailies.toml");
    const found = await openFoundFile(path);
    if (found && "text" in found) return { file: { path, text: found.text }, refused };
    if (found) refused.push({ path, standing: "refused", why: found.refused, notTaken: {} });
    if (dirname(folder) === folder) return { file: undefined, refused };
  }
}

/** What of a file needs its user's word: that a destination is named at all is where things go, so all of its table. */
export function findUsers({ values, destinations }: ConfigFile): Readonly<Record<string, unknown>> {
  const users = Object.entries(values).filter(([name]) => isUsers(name as SettingName));
  const tables = Object.entries(destinations).map(
    ([kind, table]) => [`destinations.${kind}`, table] as const,
  );
  return Object.fromEntries([...users, ...tables]);
}

interface ReadFile {
  readonly found: ConfigFileFound;
  readonly file: ConfigFile | undefined;
}

async function findUpward(
  cwd: string,
  { profile, userConfigFolder }: ConfigSearch,
  ownPath: string,
): Promise<readonly ReadFile[]> {
  const { file: text, refused } = await findNearest(cwd);
  const told = refused.map((found) => ({ found, file: undefined }));
  if (!text || (await isSameFile(text.path, ownPath))) return told;
  const file = readConfigFile(text, profile);
  const notTaken = findUsers(file);
  const isAllowed = Object.keys(notTaken).length > 0 && (await isTrusted(userConfigFolder, text));
  if (isAllowed) return [...told, { found: { path: text.path, standing: "trusted", notTaken: {} }, file }];
  const values = Object.fromEntries(
    Object.entries(file.values).filter(([name]) => !isUsers(name as SettingName)),
  );
  return [
    ...told,
    { found: { path: text.path, standing: "found", notTaken }, file: { ...file, values, destinations: {} } },
  ];
}

function isUsers(name: SettingName): boolean {
  return SETTINGS[name].decidedBy === "user";
}

async function isSameFile(path: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all([path, other].map((each) => realpath(each).catch(() => each)));
  return one === two;
}

async function readNamed(
  path: string,
  standing: "named" | "own",
  profile: string | undefined,
  mayBeMissing = false,
): Promise<ReadFile | undefined> {
  const limits = { maxBytes: LARGEST_CONFIG_BYTES, takesOwnPipe: true } as const;
  const bytes = await readSmallFile(path, limits).catch((cause: NodeJS.ErrnoException) => {
    if (mayBeMissing && (cause.code === "ENOENT" || cause.code === "ENOTDIR")) return undefined;
    const why = cause instanceof UnfitFileError ? `: ${cause.message}` : "";
    throw new OdailiesError("config_invalid", `The config file ${path} cannot be read${why}.`, {
      hint: "Check that the file is there and that you may read it.",
      cause,
    });
  });
  if (bytes === undefined) return undefined;
  const text = bytes.toString("utf8");
  return { found: { path, standing, notTaken: {} }, file: readConfigFile({ path, text }, profile) };
}

function requireProfile(profile: string, files: readonly ConfigFile[]): void {
  const known = files.flatMap(({ profiles }) => profiles);
  if (known.includes(profile)) return;
  throw new OdailiesError("config_invalid", `There is no profile "${profile}".`, {
    hint:
      known.length > 0
        ? `Known profiles: ${known.join(", ")}.`
        : `Add a table [profile.${profile}] to odailies.toml.`,
  });
}
