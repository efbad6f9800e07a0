// What `ingest` and `watch` ask alike: settings, tools, spec, destination.
import { resolve } from "node:path";
import { USER_CACHE_FOLDER, userFolders } from "../config/user-folders.ts";
import type { IngestRequest } from "../runs/ingest-request.ts";
import { chooseEncoder } from "../media/encode/choose-encoder.ts";
import { chooseDestination } from "./choose-destination.ts";
import type { CommandCall } from "../commands/command.ts";
import { prepareMedia } from "./prepare-media.ts";
import { readBurnIn } from "./read-burn-in.ts";
import { readLook } from "./read-look.ts";
import { sheetReading } from "./sheet-reading.ts";
import { shownOptions } from "./shown-options.ts";

export type PreparedIngest = Omit<IngestRequest, "folders" | "plan" | "emit" | "signal">;

/** Throws what is wrong with settings, tools, spec, token; reaches and writes nothing. */
export async function prepareIngest(call: CommandCall): Promise<PreparedIngest> {
  const { config } = call.resolved;
  const folders = userFolders(config);
  const reading = sheetReading(call.resolved);
  const { tools, spec } = await prepareMedia(config, {
    // A run that only shows what would be done writes nothing.
    cacheFolder: config.plan === undefined && !config.dryRun ? USER_CACHE_FOLDER : undefined,
  });
  const { encoder, warning } = await chooseEncoder(tools, config.encoder, spec.proxy, call.signal);
  const { destination, whenDone, warnings, bandwidth } = await chooseDestination(call, folders);
  // A webhook's address is a secret, and stands among the options.
  if (config.notify !== undefined) call.streams.addSecret(config.notify);
  const look = await readLook(config);
  const burnIn = await readBurnIn(config, tools);
  const toolWarnings = [
    ...(tools.warning === undefined ? [] : [{ code: "ffmpeg_old", message: tools.warning }]),
    ...(warning === undefined ? [] : [{ code: "encoder_missing", message: warning }]),
  ];
  return {
    // A picture that is to be graded is not graded yet.
    as: look && config.as === "auto" ? "log" : config.as,
    look,
    metadata: config.metadata.map((file) => resolve(file)),
    reading,
    metadataVia: config.metadataVia,
    match: config.match,
    order: config.order,
    mhl: config.mhl,
    settings: {
      proxy: config.proxy,
      burnIn,
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
    encoder,
    destination,
    warnings: [...warnings, ...toolWarnings],
    bandwidth,
    stateFolder: folders.state,
    workFolder: folders.work,
    options: shownOptions(call.resolved),
    commandLine: call.commandLine,
    whenDone,
  };
}
