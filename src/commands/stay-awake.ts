// The machine stays awake while a command works; where that cannot be had, --verbose says so once.
import { keepAwake, type Awake } from "../power/keep-awake.ts";
import { renderWarning } from "../render/render-warning.ts";
import type { CommandCall } from "../setup/command-call.ts";

/** Both may be called again and again; a command that only waits lets the machine sleep. */
export interface StayAwake {
  begin(): void;
  end(): void;
}

export function createStayAwake({
  resolved: { config },
  streams,
}: Pick<CommandCall, "resolved" | "streams">): StayAwake {
  let awake: Awake | undefined;
  let isSaid = false;
  const say = (why: string) => {
    if (config.verbose && !isSaid) renderWarning(why, streams);
    isSaid = true;
  };
  return {
    begin: () => {
      awake ??= keepAwake(say);
    },
    end: () => {
      awake?.end();
      awake = undefined;
    },
  };
}
