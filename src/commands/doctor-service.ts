// Of `odailies doctor`: is the service there, does it take the token, what may the token do, and do the clocks agree?
import { describeTokenOrigin, readToken } from "../config/read-token.ts";
import type { UserFolders } from "../config/user-folders.ts";
import { DESTINATION_KINDS } from "../destinations/index.ts";
import type { DestinationKind } from "../destinations/kind.ts";
import { askDestination } from "../destinations/open-destination.ts";
import { odailies } from "../destinations/odailies/odailies-kind.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { TableRow } from "../render/render-table.ts";
import { askService } from "../setup/ask-service.ts";
import { chooseService } from "../setup/choose-destinations.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { findServicePlace } from "../setup/service-place.ts";

export interface Diagnosis {
  readonly rows: readonly TableRow[];
  /** 0 where nothing is wrong. */
  readonly exitCode: number;
}

/** Signatures of storages live for minutes: with a clock that is further off, they are dead when they arrive. */
const MOST_SKEW_SECONDS = 120;
const WORDS = { Read: "reads clips", Write: "changes metadata", Upload: "uploads files" } as const;

/** Nothing is asked where clips stay on this machine. Throws nothing but bugs and a stop. */
export async function diagnoseService(call: CommandCall, configFolder: string): Promise<Diagnosis> {
  const { resolved, streams, signal } = call;
  const { apiVersion, insecure } = resolved.config;
  const { api = "", project, token: source } = findServicePlace(odailies, resolved, { isOnly: true });
  const origin = await describeTokenOrigin(source, configFolder);
  if (project === undefined) {
    const stays = "no project is named; clips stay in the library on this machine";
    const detail = origin === undefined ? stays : `from ${origin}, but ${stays}`;
    return { rows: [{ check: "token", result: "none", detail }], exitCode: 0 };
  }
  try {
    const token = await readToken(source, configFolder);
    if (token === undefined || origin === undefined) {
      const detail = `for project ${project}; odailies login keeps one`;
      return { rows: [{ check: "token", result: "none", detail }], exitCode: 2 };
    }
    streams.addSecret(token.value);
    const place = { api, project, apiVersion, insecure, token: token.value };
    const asked = await askService(resolved.config, place, signal);
    const rights = asked.answers.map(({ right, refusal }) => ({
      check: `right ${right}`,
      result: refusal?.code ?? "ok",
      detail: refusal
        ? `${refusal.message} ${refusal.hint}`
        : `the token ${WORDS[right]} in project ${project}`,
    }));
    const refused = asked.answers.find(({ refusal }) => refusal)?.refusal;
    const isTaken = asked.answers.some(({ refusal }) => refusal === undefined);
    const tokenRow = { check: "token", result: isTaken ? "ok" : "not usable", detail: `from ${origin}` };
    return {
      rows: [tokenRow, ...rights, ...clockRows(asked.clockSkewSeconds)],
      exitCode: refused?.exitCode ?? 0,
    };
  } catch (error) {
    if (!(error instanceof OdailiesError) || error.code === "cancelled") throw error;
    const detail = `${error.message} ${error.hint}`;
    return { rows: [{ check: "service", result: error.code, detail }], exitCode: error.exitCode };
  }
}

/** Every other system that has an address of its own: reached and listed, as a run begins. */
export async function diagnoseOthers(call: CommandCall, folders: UserFolders): Promise<Diagnosis> {
  const kinds: readonly DestinationKind[] = DESTINATION_KINDS;
  const rows: TableRow[] = [];
  let exitCode = 0;
  for (const kind of kinds) {
    const isConfigured = call.resolved.destinations.find(kind.name, "api") !== undefined;
    if (kind.isPlain || kind.isEmbedded || !isConfigured) continue;
    const refused = await findRefusal(kind, call, folders);
    exitCode ||= refused?.exitCode ?? 0;
    const detail = refused && `${refused.message} ${refused.hint}`;
    rows.push({
      check: kind.label,
      result: refused?.code ?? "ok",
      detail: detail ?? "answers, and takes the login",
    });
  }
  return { rows, exitCode };
}

/** Why a run could not begin there; undefined where it could. */
async function findRefusal(
  kind: DestinationKind,
  call: CommandCall,
  folders: UserFolders,
): Promise<OdailiesError | undefined> {
  try {
    const { toOpen } = await chooseService(kind, { isOnly: false }, call, folders);
    return await askDestination(toOpen, call.signal, (asked) =>
      Promise.resolve("reason" in asked ? asked.reason : undefined),
    );
  } catch (error) {
    if (!(error instanceof OdailiesError) || error.code === "cancelled") throw error;
    return error;
  }
}

function clockRows(skewSeconds: number | undefined): readonly TableRow[] {
  if (skewSeconds === undefined) return [];
  const off = Math.abs(skewSeconds);
  if (off <= MOST_SKEW_SECONDS)
    return [{ check: "clock", result: "ok", detail: "agrees with the service's" }];
  const way = skewSeconds > 0 ? "behind" : "ahead of";
  const detail = `this computer is ${off} s ${way} the service: set its clock, or uploads may be refused as expired`;
  return [{ check: "clock", result: "wrong", detail }];
}
