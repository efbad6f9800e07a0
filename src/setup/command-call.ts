// One call of a command: what was given, what it means, where its words go.
import type { ResolvedConfig } from "../config/resolve-config.ts";
import type { OutputStreams } from "../render/output-streams.ts";

/** One call of a command. */
export interface CommandCall {
  readonly args: readonly string[];
  /** Values of the command's own flags, by commander's camelCase name. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly resolved: ResolvedConfig;
  readonly streams: OutputStreams & { readonly addSecret: (secret: string) => void };
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** The command as it was given, ready to be pasted, without a token. */
  readonly commandLine: string;
}
