// Where clips go: the destinations that were named, or, with nothing configured, the library on this machine.
import type { UserFolders } from "../config/user-folders.ts";
import { readToken, type Token } from "../config/read-token.ts";
import { requireKind } from "../destinations/index.ts";
import { type DestinationKind, missingSetting, variableOf } from "../destinations/kind.ts";
import type { DestinationToOpen } from "../destinations/open-destination.ts";
import { OdailiesError } from "../domain/errors.ts";
import { createBandwidth } from "../net/bandwidth.ts";
import { local } from "../destinations/odailies/local-kind.ts";
import { odailies } from "../destinations/odailies/odailies-kind.ts";
import { chooseLibrary } from "./choose-library.ts";
import type { ChosenDestination, ChosenFor } from "./chosen-destination.ts";
import { connectService, createClient, readSchedule } from "./connect.ts";
import { findServicePlace, type ServiceSource } from "./service-place.ts";
import type { Warning } from "../domain/warning.ts";

export interface ChosenDestinations {
  /** At least one, each once, in the order given. */
  readonly to: readonly [DestinationToOpen, ...DestinationToOpen[]];
  readonly whenDone: string | undefined;
  readonly warnings: readonly Warning[];
}

/** Throws `usage` where only half of project and token is there. Nothing is reached or written. */
export async function chooseDestinations(call: ChosenFor, folders: UserFolders): Promise<ChosenDestinations> {
  const chosen = await chooseEach(call, folders);
  const [first, ...others] = chosen.map(({ toOpen }) => toOpen);
  if (!first) throw new Error("no destination was chosen");
  return {
    to: [first, ...others],
    whenDone: chosen.find(({ whenDone }) => whenDone !== undefined)?.whenDone,
    warnings: chosen.flatMap(({ warnings }) => warnings),
  };
}

/** The one destination of a command that speaks with one alone. Throws `usage` for several. */
export async function chooseDestination(call: ChosenFor, folders: UserFolders): Promise<ChosenDestination> {
  const [chosen, ...others] = await chooseEach(call, folders);
  if (chosen && others.length === 0) return chosen;
  throw new OdailiesError("usage", "This command speaks with one destination at a time.", {
    hint: "Name one of them with --to.",
  });
}

async function chooseEach(call: ChosenFor, folders: UserFolders): Promise<readonly ChosenDestination[]> {
  const kinds = await chooseKinds(call, folders);
  const isOnly = kinds.filter(({ isEmbedded }) => !isEmbedded).length === 1;
  const chosen: ChosenDestination[] = [];
  for (const kind of kinds)
    chosen.push(
      kind.isEmbedded
        ? chooseLibrary(kind, call, folders)
        : await chooseService(kind, { isOnly }, call, folders),
    );
  return chosen;
}

/** Of each destination that is meant, once. Nothing configured is the local library. */
export async function chooseKinds(
  { resolved }: Pick<ChosenFor, "resolved">,
  folders: UserFolders,
): Promise<readonly DestinationKind[]> {
  const { to } = resolved.config;
  if (to.length > 0) return [...new Set(to)].map(requireKind);
  const { project, token } = findServicePlace(odailies, resolved, { isOnly: true });
  const isConfigured = project !== undefined || (await readToken(token, folders.config)) !== undefined;
  return [isConfigured ? odailies : local];
}

/** `isOnly`: as `findServicePlace` has it. Nothing is reached. Throws `usage` and `config_invalid`. */
export async function chooseService(
  kind: DestinationKind,
  { isOnly }: { readonly isOnly: boolean },
  { resolved, streams }: ChosenFor,
  folders: UserFolders,
): Promise<ChosenDestination> {
  const { config } = resolved;
  const source = findServicePlace(kind, resolved, { isOnly });
  const token = await readToken(source.token, folders.config);
  if (token) streams.addSecret(token.value);
  const { apiVersion, insecure } = config;
  const whole = requirePlace(kind, source, token);
  const place = { apiVersion, insecure, own: source.own, stateFolder: folders.state, ...whole };
  const schedule = readSchedule(config);
  const bandwidth = schedule.length > 0 ? createBandwidth(schedule) : undefined;
  const connect = (warn: (warning: Warning) => void) =>
    connectService(kind, place, createClient(config, bandwidth), warn);
  // Nothing is reached before `open`: this one only tells its names, and what it takes.
  const { label, id, takes } = connect(() => undefined);
  return {
    kind,
    toOpen: { label, id, takes, open: (warn) => Promise.resolve(connect(warn)), bandwidth: schedule },
    whenDone: undefined,
    warnings: token?.warning ? [token.warning] : [],
  };
}

function requirePlace(
  kind: DestinationKind,
  { api, project }: ServiceSource,
  token: Token | undefined,
): { readonly api: string; readonly project: string; readonly token: string } {
  if (api === undefined) throw missingSetting(kind, "api");
  const isTold = token !== undefined || !kind.needs.includes("token");
  if (project !== undefined && isTold) return { api, project, token: token?.value ?? "" };
  const missing = project === undefined ? "no project" : "no token";
  const to = kind.isPlain ? "" : ` --to ${kind.name}`;
  throw new OdailiesError("usage", `There is ${missing} to send to ${api} with.`, {
    hint:
      project === undefined
        ? "Give --project (or ODAILIES_PROJECT); --to local keeps clips on this machine."
        : `Run odailies login${to}, set ${variableOf(kind, "token")} or give --token-file; --to local keeps clips on this machine.`,
  });
}
