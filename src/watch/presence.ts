// Is a watched folder there, and the one that was watched? An empty mount point is neither.
import { stat } from "node:fs/promises";
import type { Say } from "../domain/watch-events.ts";

export interface PresenceOptions {
  readonly root: string;
  readonly say: Say;
  /** Is there nothing at all in it? Rejects where that cannot be told. */
  readonly isEmpty: () => Promise<boolean>;
}

export interface Presence {
  isHere(): boolean;
  /** `new`: it is there, for the first time, once more, or as another folder of this name. */
  check(): Promise<"here" | "new" | "gone">;
  /** It could not be looked at. `why` is a part of a sentence. */
  leave(why: string): void;
}

export function createPresence({ root, say, isEmpty }: PresenceOptions): Presence {
  let state: "unknown" | "here" | "gone" = "unknown";
  let identity: string | undefined;

  const leave = (why: string) => {
    if (state === "gone") return;
    state = "gone";
    const message = `${root} is gone: ${why}. What is up stays up; it is watched again as soon as it is back.`;
    say({ type: "notice", code: "folder_gone", message, isTrouble: true });
  };
  const goneBecause = (why: string) => {
    leave(why);
    return "gone" as const;
  };
  return {
    isHere: () => state === "here",
    leave,
    check: async () => {
      const stats = await stat(root).catch(() => undefined);
      if (!stats?.isDirectory()) return goneBecause("it was deleted, or its volume was unmounted");
      const found = `${stats.dev}:${stats.ino}`;
      if (found === identity && state === "here") return "here";
      const isOther = identity !== undefined && found !== identity;
      if (isOther && (await isEmpty().catch(() => true))) return goneBecause("its volume is not mounted");
      if (state === "gone") {
        say({ type: "notice", code: "folder_back", message: `${root} is back.`, isTrouble: false });
      }
      state = "here";
      identity = found;
      return "new";
    },
  };
}
