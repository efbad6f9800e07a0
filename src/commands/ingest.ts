// `odailies ingest`: from a card folder to dailies that play.
import { resolve } from "node:path";
import { ingest as runIngest } from "../runs/ingest.ts";
import { planIngest } from "../runs/plan-ingest.ts";
import { openRenderer } from "../render/open-renderer.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { prepareIngest } from "../setup/prepare-ingest.ts";
import { hearSubject, notify } from "./notify.ts";
import { createStayAwake } from "./stay-awake.ts";
import { writePlan } from "./write-plan.ts";

export async function ingest(call: CommandCall): Promise<number> {
  const { config } = call.resolved;
  const isPlan = config.plan !== undefined || config.dryRun;
  const heard = hearSubject(openRenderer(config, call.streams, !isPlan), config.project);
  const { as, ...prepared } = await prepareIngest(call, { command: "ingest", emit: heard.emit });
  const folders = call.args.map((folder) => resolve(folder));
  const request = { ...prepared, cards: { folders, as, waits: true } };
  const awake = createStayAwake(call);
  if (!isPlan) awake.begin();
  const result = await (
    isPlan ? planIngest(request, (plan) => writePlan(plan, config.plan)) : runIngest(request)
  ).finally(awake.end);
  await notify(config.notify, { result, subject: heard.subject() }, call.streams);
  return result.exitCode;
}
