// One run of the real program through the fault proxy, and what came of it.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findSecrets } from "../../support/find-secrets.ts";
import { type OdailiesServer, startOdailiesServer } from "../../support/net-odailies-server.ts";
import { type Program, programIn, type ProgramRun } from "../../support/run-odailies.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { type FaultProxy, type FaultProxyOptions, startFaultProxy } from "./fault-proxy.ts";
import { KEYS, type SmallCard } from "./small-card.ts";

export interface FaultyRun {
  readonly server: OdailiesServer;
  readonly proxy: FaultProxy;
  readonly program: Program;
  readonly runs: ProgramRun[];
  /** Runs the command; the same one each time. */
  run(env?: Record<string, string>, more?: readonly string[]): Promise<ProgramRun>;
  /** What is on the server, held against what should be; and every place where a secret was found. */
  judge(): Promise<Judgement>;
}

export interface Judgement {
  readonly lost: readonly string[];
  readonly wrong: readonly string[];
  /** On the server, but none of the card's. */
  readonly strange: readonly string[];
  readonly clips: unknown;
  readonly leaks: readonly string[];
}

export async function prepareRun(card: SmallCard, options?: FaultProxyOptions): Promise<FaultyRun> {
  const server = await startOdailiesServer();
  const proxy = await startFaultProxy(server, options);
  const program = programIn(await tempFolder());
  const runs: ProgramRun[] = [];
  const args = ["ingest", card.folder, "--metadata", card.sheet, "--json", "--verbose"];
  // A name that only a forward proxy knows is another machine's.
  const isFar = options?.nameOf !== undefined && options.tls === undefined;
  const place = ["--api", proxy.api, "--project", server.project, ...(isFar ? ["--insecure"] : [])];
  return {
    server,
    proxy,
    program,
    runs,
    run: async (env = {}, more = []) => {
      const secret = { ODAILIES_TOKEN: server.token };
      const run = await program.run([...args, ...place, ...more], { ...secret, ...env });
      runs.push(run);
      return run;
    },
    judge: async () => {
      const expected = new Map(
        await Promise.all(KEYS.map(async (key) => [key, await md5Of(card, key)] as const)),
      );
      const secrets = [server.token, ...proxy.signatures];
      return {
        lost: KEYS.filter((key) => !server.files.has(key)),
        wrong: KEYS.filter((key) => (server.files.get(key)?.md5 ?? expected.get(key)) !== expected.get(key)),
        strange: [...server.files.keys()].filter((key) => !expected.has(key)),
        clips: Object.fromEntries([...server.clips].toSorted(([a], [b]) => a.localeCompare(b))),
        leaks: await findSecrets({ runs, home: program.home, secrets }),
      };
    },
  };
}

/** How often the program said that it tries something again. */
export function countRetries(runs: readonly ProgramRun[]): number {
  const said = runs.flatMap((run) => run.lines());
  return said.filter(({ type, code }) => type === "warning" && code === "waiting").length;
}

async function md5Of({ folder }: SmallCard, key: string): Promise<string> {
  const bytes = await readFile(join(folder, key));
  return createHash("md5").update(bytes).digest("hex");
}
