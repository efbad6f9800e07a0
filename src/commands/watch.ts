// `odailies watch`: takes each clip as soon as it is whole, for as long as it is left running.
import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { setFlagsFromString } from "node:v8";
import { OdailiesError } from "../domain/errors.ts";
import type { Emit } from "../domain/events.ts";
import type { RunEnded } from "../runs/tally.ts";
import { renderText } from "../render/render-result.ts";
import { renderWarning } from "../render/render-warning.ts";
import { openWatchView } from "../render/watch-lines.ts";
import { type ServiceManager, serviceUnit } from "../watch/service-unit.ts";
import { watchFolders } from "../watch/watch-folders.ts";
import { DEFAULT_TIMING } from "../watch/watch-timing.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { createFindFault } from "./find-fault.ts";
import { listMounts } from "./list-mounts.ts";
import { hearSubject, type HeardRun, notify } from "./notify.ts";
import { prepareIngest } from "../setup/prepare-ingest.ts";
import { serviceArguments } from "./service-arguments.ts";
import { serviceEnvironment } from "./service-environment.ts";
import { createStayAwake } from "./stay-awake.ts";

/** V8 lets the heap grow to four times of what it holds; for a process of a month, memory should follow the work. */
const SMALL_HEAP = "--heap-growing-percent=40";

export async function watch(call: CommandCall): Promise<number> {
  const manager = call.flags["printService"];
  if (manager !== undefined) return printService(call, manager);
  setFlagsFromString(SMALL_HEAP);
  const { config } = call.resolved;
  const folders = [...new Set(call.args.map((folder) => resolve(folder)))];
  const { frame, delivery, sheets, wants, as } = await prepareIngest(call, {
    command: "watch",
    emit: () => undefined,
  });
  for (const { message } of frame.warnings) renderWarning(message, call.streams);
  const view = openWatchView(config, call.streams);
  const telling = new Set<Promise<void>>();
  const awake = createStayAwake(call);
  const startRun = (): Emit => {
    awake.begin();
    const heard = hearSubject(view.startRun(), config.project);
    return (event) => {
      heard.emit(event);
      if (event.type === "run-ended") tell(event, heard.subject());
    };
  };
  const tell = (result: RunEnded, subject: ReturnType<HeardRun["subject"]>) => {
    const told = notify(config.notify, { result, subject }, call.streams).finally(() => telling.delete(told));
    telling.add(told);
  };
  try {
    return await watchFolders({
      folders,
      timing: { ...DEFAULT_TIMING, settleMs: config.settle * 1000 },
      looking: {
        poll: config.poll,
        doneFile: config.doneFile,
        listMounts,
        findFault: createFindFault({
          tools: delivery.tools,
          reading: sheets.reading,
          signal: call.signal,
        }),
      },
      runs: {
        settings: {
          frame,
          as,
          sheets,
          wants,
          delivery: { ...delivery, rules: { ...delivery.rules, force: false } },
        },
        after: config.after,
        start: startRun,
        ended: awake.end,
      },
      once: config.once,
      healthPort: config.health,
      say: view.say,
      signal: call.signal,
    });
  } finally {
    awake.end();
    view.close();
    await Promise.all(telling);
  }
}

function printService(call: CommandCall, manager: unknown): number {
  if (manager !== "systemd" && manager !== "launchd") {
    throw new OdailiesError("usage", `There is no unit for ${String(manager)}.`, {
      hint: "Give --print-service systemd or --print-service launchd.",
    });
  }
  const [program = ""] = process.argv.slice(1);
  const command = [process.execPath, realpathSync(program), ...serviceArguments(process.argv.slice(2))];
  const { carried: environment, left: secretsLeft } = serviceEnvironment(process.env);
  const service = { command, workingFolder: process.cwd(), home: homedir(), environment, secretsLeft };
  renderText(serviceUnit(manager satisfies ServiceManager, service), call.streams);
  return 0;
}
