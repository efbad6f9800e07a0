// `odailies ingest`: from a card folder to dailies that play.
import { resolve } from "node:path";
import { ingest as runIngest } from "../runs/ingest.ts";
import { openRenderer } from "../render/open-renderer.ts";
import type { CommandCall } from "./command.ts";
import { notify } from "./notify.ts";
import { prepareIngest } from "../setup/prepare-ingest.ts";
import { createStayAwake } from "./stay-awake.ts";
import { writePlan } from "./write-plan.ts";

export async function ingest(call: CommandCall): Promise<number> {
  const { config } = call.resolved;
  const isPlan = config.plan !== undefined || config.dryRun;
  const prepared = await prepareIngest(call);
  const awake = createStayAwake(call);
  if (!isPlan) awake.begin();
  const result = await runIngest({
    ...prepared,
    folders: call.args.map((folder) => resolve(folder)),
    plan: isPlan ? (plan) => writePlan(plan, config.plan) : undefined,
    whenDone: isPlan ? undefined : prepared.whenDone,
    emit: openRenderer(config, call.streams, !isPlan),
    signal: call.signal,
    waitsForCards: true,
  }).finally(awake.end);
  await notify(config.notify, result, call.streams);
  return result.exitCode;
}
