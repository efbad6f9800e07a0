// Where a card goes away in the middle of a run, the run waits for it by name, and goes on when that very card is back.
import type { Card } from "../../domain/clip.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { Emit } from "../../domain/events.ts";
import type { Scan } from "../../domain/scan.ts";
import { pause } from "../../plan/pause.ts";
import { type CardIdentity, identifyCard, lookAtCard, type Presence } from "./look-at-card.ts";
import { findVolumeName } from "./volume-name.ts";
import type { WarningCode } from "../../domain/warning.ts";

export interface CardWatch {
  /**
   * Does `work`, which reads `card`. Where it fails because the card has gone, waits until it is back and does it again:
   * for as long as it takes. Rejects with what `work` rejects with where the card is there, and with `card_removed` where
   * the run was stopped meanwhile, where another card comes in its place, and where nobody wants to wait.
   */
  hold<Result>(card: Card, work: () => Promise<Result>): Promise<Result>;
  /** Throws `card_removed` where the card is not there, for whoever read from it what looks broken. */
  requireHere(card: Card): Promise<void>;
  /** Throws `card_removed` where the run ended while it waited for a card. */
  throwIfGone(): void;
}

export interface CardWatchOptions {
  readonly scans: readonly Scan[];
  /** False for a run that is tried again by somebody else. */
  readonly waits: boolean;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** Ends the run. */
  readonly stop: (error: OdailiesError) => void;
  /** Between two looks for a card that has gone. */
  readonly lookMs?: number;
}

const LOOK_MS = 1000;
/** It is said again after so long, then ever more seldom. */
const SAY_AGAIN_MS = 5 * 60_000;
const SAY_SELDOM_MS = 60 * 60_000;
/** A drive that failed and is there again is asked once more, but not for ever. */
const DRIVE_TRIES = 3;
const DRIVE_ERRORS = new Set(["EIO", "ENXIO", "ENODEV", "ESTALE", "ENOTCONN", "EHOSTDOWN"]);

export async function createCardWatch(options: CardWatchOptions): Promise<CardWatch> {
  const { scans, waits, emit, signal, stop, lookMs = LOOK_MS } = options;
  const known = new Map<string, CardIdentity & { readonly label: string }>();
  for (const scan of scans) {
    const { name, root } = scan.card;
    const volume = await findVolumeName(root);
    const label = volume === undefined || volume === name ? name : `${name} (volume ${volume})`;
    known.set(root, { ...(await identifyCard(scan)), label });
  }
  const waiting = new Map<string, Promise<void>>();
  let ended: OdailiesError | undefined;

  const look = async (card: Card): Promise<Presence> => {
    const identity = known.get(card.root);
    return identity ? lookAtCard(identity) : "here";
  };
  const labelOf = (card: Card) => known.get(card.root)?.label ?? card.name;
  const say = (code: WarningCode, message: string) => emit({ type: "warning", code, message });
  const removed = (card: Card, what: string) =>
    new OdailiesError("card_removed", `${labelOf(card)} is gone from ${card.root}${what}.`, {
      hint: `Connect ${card.name} again and run the same command; what is up stays up.`,
      context: { root: card.root },
    });

  const waitFor = async (card: Card): Promise<void> => {
    const gone = `${labelOf(card)} is gone: connect it again; odailies waits for it. Ctrl-C to stop.`;
    say("card_gone", gone);
    let others = 0;
    let saidAt = performance.now();
    let againMs = SAY_AGAIN_MS;
    for (;;) {
      await pause(lookMs, signal).catch(() => {
        throw (ended ??= removed(card, ", and the run was stopped while it waited for it"));
      });
      const presence = await look(card);
      if (presence === "here") return say("card_back", `${labelOf(card)} is back; going on.`);
      // While a volume is being mounted, only a part of it may be there.
      others = presence === "other" ? others + 1 : 0;
      if (others > 1) {
        ended ??= removed(card, ", and another card is there in its place");
        stop(ended);
        throw ended;
      }
      if (performance.now() - saidAt < againMs) continue;
      say("card_gone", gone);
      saidAt = performance.now();
      againMs = Math.min(2 * againMs, SAY_SELDOM_MS);
    }
  };
  const waitTogether = (card: Card): Promise<void> => {
    const wait =
      waiting.get(card.root) ??
      waitFor(card).finally(() => {
        waiting.delete(card.root);
      });
    waiting.set(card.root, wait);
    return wait;
  };

  return {
    hold: async (card, work) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await work();
        } catch (error) {
          if (signal.aborted) throw ended ?? error;
          const isHere = (await look(card)) === "here";
          if (isHere && (!isDriveError(error) || tries >= DRIVE_TRIES)) throw error;
          if (!waits) throw isHere ? error : removed(card, "");
          if (isHere) await pause(lookMs, signal);
          else await waitTogether(card);
        }
      }
    },
    requireHere: async (card) => {
      if ((await look(card)) !== "here") throw removed(card, "");
    },
    throwIfGone: () => {
      if (ended) throw ended;
    },
  };
}

function isDriveError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && (error.code === "card_removed" || DRIVE_ERRORS.has(String(error.code)))) return true;
  return isDriveError(error.cause);
}
