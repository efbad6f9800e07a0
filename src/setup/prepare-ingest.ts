// What `ingest` and `watch` ask alike: settings, tools, spec, destinations.
import type { Config } from "../config/settings.ts";
import { USER_CACHE_FOLDER, userFolders } from "../config/user-folders.ts";
import { chooseEncoder } from "../media/encode/choose-encoder.ts";
import type { Wants } from "../plan/wants.ts";
import type { CardsRequest, IngestRequest } from "../runs/ingest-request.ts";
import { chooseDestinations } from "./choose-destinations.ts";
import type { CommandCall } from "./command-call.ts";
import { type FrameExtras, frameRequest } from "./frame-request.ts";
import { type MediaSetup, prepareMedia } from "./prepare-media.ts";
import { readBurnIn } from "./read-burn-in.ts";
import { readLook } from "./read-look.ts";
import { sheetReading } from "./sheet-reading.ts";

/** All but which folders are looked at. */
export type PreparedIngest = Omit<IngestRequest, "cards"> & {
  readonly as: CardsRequest["as"];
};

/** What is wanted made of clips, given the programs and the spec of the settings. */
type ReadWants = (media: MediaSetup, config: Config) => Promise<Wants>;

/**
 * `readWants`: where what is wanted does not stand in the settings. Throws what is wrong with settings, tools, spec,
 * token; reaches and writes nothing.
 */
export async function prepareIngest(
  call: CommandCall,
  { command, emit }: Pick<FrameExtras, "command" | "emit">,
  readWants: ReadWants = readWantsOfSettings,
): Promise<PreparedIngest> {
  const { config } = call.resolved;
  const folders = userFolders(config);
  const isPlan = config.plan !== undefined || config.dryRun;
  const media = await prepareMedia(config, {
    // A run that only shows what would be done writes nothing.
    cacheFolder: isPlan ? undefined : USER_CACHE_FOLDER,
  });
  const { tools } = media;
  const wants = await readWants(media, config);
  const { encoder, warning } = await chooseEncoder(tools, config.encoder, wants.spec.proxy, call.signal);
  const { to, whenDone, warnings } = await chooseDestinations(call, folders);
  const toolWarnings = [
    ...(tools.warning === undefined ? [] : [{ code: "ffmpeg_old" as const, message: tools.warning }]),
    ...(warning === undefined ? [] : [{ code: "encoder_missing" as const, message: warning }]),
  ];
  const { force, replace, keepProxies, order, mhl, match } = config;
  return {
    frame: frameRequest(call, {
      command,
      emit,
      warnings: [...warnings, ...toolWarnings],
      whenDone: isPlan ? undefined : whenDone,
    }),
    // A picture that is to be graded is not graded yet.
    as: wants.look && config.as === "auto" ? "log" : config.as,
    sheets: {
      files: config.metadata.filter((file) => file !== "none"),
      beside: config.metadata.includes("none") ? "none" : "read",
      reading: sheetReading(call.resolved),
      match,
      via: config.metadataVia,
      onConflict: config.onConflict,
      isStrict: config.strictSheet,
    },
    wants,
    delivery: {
      to,
      rules: { force, replace, keepProxies },
      order,
      mhl,
      concurrency: { encode: config.concurrencyEncode, upload: config.concurrencyUpload },
      tools,
      encoder,
      own: { stateFolder: folders.state, workFolder: folders.work },
    },
  };
}

async function readWantsOfSettings({ tools, spec }: MediaSetup, config: Config): Promise<Wants> {
  const look = await readLook(config);
  const burnIn = await readBurnIn(config, tools);
  const { proxy, allow, thumbnail } = config;
  return { spec, proxy, allow: new Set(allow), thumbnail, burnIn, look };
}
