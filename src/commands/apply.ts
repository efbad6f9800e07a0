// `odailies apply`: does what `ingest --plan` wrote down.
import { resolve } from "node:path";
import { parseShard } from "../domain/shard.ts";
import { openRenderer } from "../render/open-renderer.ts";
import { applyPlan } from "../runs/apply-plan.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { prepareApply } from "../setup/prepare-apply.ts";
import { mapRoots, readPlan } from "../setup/read-plan.ts";
import { refuseWrongWrites } from "../setup/refuse-wrong-writes.ts";
import { hearSubject, notify } from "./notify.ts";
import { createStayAwake } from "./stay-awake.ts";

export async function apply(call: CommandCall): Promise<number> {
  const { config } = call.resolved;
  const path = resolve(call.args[0] ?? "");
  const plan = await readPlan(path);
  const roots = mapRoots(plan, config.root);
  await refuseWrongWrites(config, "apply", [...roots.values()]);
  const heard = hearSubject(openRenderer(config, call.streams, true), config.project);
  const request = await prepareApply(call, { plan, roots }, heard.emit);
  const shard = config.shard === undefined ? undefined : parseShard(config.shard);
  const awake = createStayAwake(call);
  awake.begin();
  const result = await applyPlan({ path, plan, roots, shard, request }).finally(awake.end);
  await notify(config.notify, { result, subject: heard.subject() }, call.streams);
  return result.exitCode;
}
