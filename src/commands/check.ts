// `odailies check`: would these clips be accepted? No network, nothing written.
import { resolve } from "node:path";
import { checkCards } from "../runs/check-cards.ts";
import { openRenderer } from "../render/open-renderer.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { frameRequest } from "../setup/frame-request.ts";
import { prepareMedia } from "../setup/prepare-media.ts";

export async function check(call: CommandCall): Promise<number> {
  const { args, resolved, streams } = call;
  const { config } = resolved;
  const { tools, spec } = await prepareMedia(config);
  const warnings =
    tools.warning === undefined ? [] : [{ code: "ffmpeg_old" as const, message: tools.warning }];
  const { as, proxy, mhl } = config;
  const result = await checkCards({
    frame: frameRequest(call, { command: "check", emit: openRenderer(config, streams, false), warnings }),
    folders: args.map((path) => resolve(path)),
    as,
    mhl,
    wants: {
      spec,
      proxy,
      allow: new Set(config.allow),
      thumbnail: "auto",
      burnIn: undefined,
      look: undefined,
    },
    tools,
  });
  return result.exitCode;
}
