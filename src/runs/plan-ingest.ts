// `ingest --dry-run` and `--plan`: what an ingest would do. The same questions with the same ends, and nothing is sent.
import { readHashLists } from "../deliver/check/verify-hashes.ts";
import { createLimits } from "../deliver/limits.ts";
import { refuseOtherClip, refuseOtherSource } from "../deliver/refuse-other.ts";
import { createCardWatch } from "../deliver/source/card-watch.ts";
import { findStandingAt } from "../deliver/standing.ts";
import type { TargetView } from "../deliver/target.ts";
import { labelsOf } from "../destinations/open-destination.ts";
import type { CheckedClip, OwedFile } from "../domain/clip.ts";
import { readLedger } from "../ledger/ledger.ts";
import type { LedgerView } from "../ledger/view.ts";
import { checkEach } from "./check-each.ts";
import { inFrame, type Run } from "./frame.ts";
import type { IngestRequest } from "./ingest-request.ts";
import { planCards, type PlannedCards } from "./plan-cards.ts";
import type { RunEnded } from "./tally.ts";
import { withTargetViews } from "./with-target-views.ts";
import { withRows } from "./with-rows.ts";

/** One clip, and what is open of it: nothing, where only its values may go out. */
export interface OpenClip {
  readonly clip: CheckedClip;
  readonly open: readonly OwedFile[];
}

export interface ShownPlan {
  readonly planned: PlannedCards;
  /** Each that was looked at; in no order. */
  readonly clips: readonly OpenClip[];
  readonly request: IngestRequest;
  readonly ledger: LedgerView;
}

/** Never throws. `show` gets what would be done, once every clip was looked at. */
export function planIngest(
  request: IngestRequest,
  show: (plan: ShownPlan, run: Run) => Promise<void>,
): Promise<RunEnded> {
  const subject = { source: request.cards.folders, destination: labelsOf(request.delivery.to) };
  return inFrame(request.frame, subject, async (run) => {
    const planned = await planCards(request, run);
    await withRows(planned, run, async ({ rowsOf }) => {
      const { stateFolder } = request.delivery.own;
      const ledger = await readLedger(stateFolder, new Set(planned.plans.map(({ name }) => name)));
      await withTargetViews(request.delivery.to, ledger, run, async (targets) => {
        const clips: OpenClip[] = [];
        const questions = await askFor(request, planned, run);
        await checkEach(
          planned.plans,
          { ...questions, rowsOf },
          async (clip) => {
            const open = await findOpen(clip, targets, request, run);
            clips.push({ clip, open });
            return open;
          },
          { run, destination: labelsOf(request.delivery.to) },
        );
        await show({ planned, clips, request, ledger }, run);
      });
    });
  });
}

async function askFor(request: IngestRequest, { scans }: PlannedCards, { emit, signal }: Run) {
  const { wants, delivery, cards } = request;
  const { tools, concurrency, mhl } = delivery;
  const watch = await createCardWatch({ scans, waits: false, emit, signal, stop: () => undefined });
  const limits = createLimits(concurrency);
  return {
    check: { tools, wants, limits, emit, signal, probed: cards.probed },
    verifyHashes: await readHashLists(scans, mhl, emit, watch),
  };
}

/** What some destination does not have yet. Throws what sending it would throw. */
async function findOpen(
  clip: CheckedClip,
  targets: readonly TargetView[],
  { delivery: { rules } }: IngestRequest,
  { emit }: Run,
): Promise<readonly OwedFile[]> {
  const open = new Set<OwedFile>();
  for (const target of targets) {
    const files = await findStandingAt(clip, target, rules.force);
    const missing = files.filter(({ state }) => state !== "up");
    if (missing.length === 0) continue;
    const rule = { replace: rules.replace, emit };
    await refuseOtherSource(clip, target, rule);
    refuseOtherClip(clip, target, rule);
    for (const { owed } of missing) open.add(owed);
  }
  return clip.owes.filter((owed) => open.has(owed));
}
