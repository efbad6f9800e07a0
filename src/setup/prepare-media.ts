// What every command that looks at media needs: the programs, and the spec with the size and preset asked for.
import type { Config } from "../config/settings.ts";
import type { Spec } from "../domain/spec.ts";
import { findMediaTools, type MediaTools } from "../media/find-media-tools.ts";
import { DEFAULT_SPEC } from "../spec/default-spec.ts";
import { requireRules } from "../spec/require-rules.ts";
import { readSpec } from "../spec/read-spec.ts";

export interface MediaSetup {
  readonly tools: MediaTools;
  readonly spec: Spec;
}

type MediaSettings = Pick<Config, "ffmpeg" | "ffprobe" | "spec" | "size" | "preset" | "allow">;

/** With a `cacheFolder`, what ffmpeg can do is kept there. Throws `tool_missing`, `spec_invalid`, or `usage` for an `--allow` that names no rule. */
export async function prepareMedia(
  config: MediaSettings,
  { cacheFolder }: { readonly cacheFolder?: string | undefined } = {},
): Promise<MediaSetup> {
  const spec = config.spec === undefined ? DEFAULT_SPEC : await readSpec(config.spec);
  requireRules(spec, config.allow);
  const { ffmpeg, ffprobe } = config;
  const tools = await findMediaTools({
    ...(ffmpeg ? { ffmpeg } : {}),
    ...(ffprobe ? { ffprobe } : {}),
    cacheFolder,
  });
  return { tools, spec: withShape(spec, config) };
}

const SIZES = {
  "1080": { maxWidth: 1920, maxHeight: 1080 },
  "720": { maxWidth: 1280, maxHeight: 720 },
  source: { maxWidth: 16384, maxHeight: 16384 },
} as const;

/** 1080 is the spec's own size, which a user's spec may set differently. */
function withShape(spec: Spec, { size, preset }: Pick<Config, "size" | "preset">): Spec {
  const dimensions = size === "1080" ? {} : SIZES[size];
  return { ...spec, proxy: { ...spec.proxy, ...dimensions, ...(preset === undefined ? {} : { preset }) } };
}
