// `odailies check`: would these clips be accepted? No network, nothing written.
import { resolve } from "node:path";
import { checkCards } from "../runs/check-cards.ts";
import { openRenderer } from "../render/open-renderer.ts";
import type { CommandCall } from "./command.ts";
import { prepareMedia } from "../setup/prepare-media.ts";
import { shownOptions } from "../setup/shown-options.ts";

export async function check({ args, resolved, streams, signal }: CommandCall): Promise<number> {
  const { config } = resolved;
  const { tools, spec } = await prepareMedia(config);
  const result = await checkCards({
    folders: args.map((path) => resolve(path)),
    as: config.as,
    settings: { proxy: config.proxy, allow: new Set(config.allow) },
    spec,
    tools,
    options: shownOptions(resolved),
    emit: openRenderer(config, streams, false),
    signal,
  });
  return result.exitCode;
}
