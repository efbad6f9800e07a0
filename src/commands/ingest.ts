// `odailies ingest`: from a card folder to dailies that play.
import { resolve } from "node:path";
import { userFolders } from "../config/user-folders.ts";
import { ingest as runIngest } from "../pipeline/ingest.ts";
import { openRenderer } from "../render/open-renderer.ts";
import { chooseDestination } from "./choose-destination.ts";
import type { CommandCall, CommandDefinition } from "./command.ts";
import { prepareMedia } from "./prepare-media.ts";
import { sheetReading } from "./sheet-reading.ts";
import { shownOptions } from "./shown-options.ts";
import { writePlan } from "./write-plan.ts";

export const ingest: CommandDefinition = {
  name: "ingest",
  args: "<folder...>",
  about: "scan, check, make proxies, upload, annotate; safe to run again",
  scope: "ingest",
  says: "clips",
  run,
};

async function run(call: CommandCall): Promise<number> {
  const { config } = call.resolved;
  const folders = userFolders(config);
  const isPlan = config.plan !== undefined || config.dryRun;
  const reading = sheetReading(call.resolved);
  const { tools, spec } = await prepareMedia(config);
  const { destination, whenDone, warnings } = await chooseDestination(call, folders);
  const emit = openRenderer(config, call.streams, !isPlan);
  const result = await runIngest({
    folders: call.args.map((folder) => resolve(folder)),
    as: config.as,
    metadata: config.metadata.map((file) => resolve(file)),
    reading,
    metadataVia: config.metadataVia,
    match: config.match,
    order: config.order,
    mhl: config.mhl,
    settings: {
      proxy: config.proxy,
      allow: new Set(config.allow),
      thumbnail: config.thumbnail,
      onConflict: config.onConflict,
      force: config.force,
      replace: config.replace,
      keepProxies: config.keepProxies,
    },
    concurrency: { encode: config.concurrencyEncode, upload: config.concurrencyUpload },
    spec,
    tools,
    destination,
    warnings,
    stateFolder: folders.state,
    workFolder: folders.work,
    plan: isPlan ? (plan) => writePlan(plan, config.plan) : undefined,
    options: shownOptions(call.resolved),
    commandLine: call.commandLine,
    whenDone: isPlan ? undefined : whenDone,
    emit,
    signal: call.signal,
  });
  return result.exitCode;
}
