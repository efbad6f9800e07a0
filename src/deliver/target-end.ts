// How far one clip has come at one destination: grown by every step, never filled in by somebody else.
import type { CheckedClip, Receipt, Role } from "../domain/clip.ts";
import type { Annotation } from "../domain/annotation.ts";
import type { Finding } from "../domain/finding.ts";
import type { SentFacts } from "../ledger/record.ts";
import type { Target } from "./target.ts";

export interface TargetEnd {
  readonly target: Target;
  /** What it has, sent in this run or before. */
  readonly receipts: readonly Receipt[];
  /** Of these, what was sent in this run. */
  readonly sentFiles: number;
  readonly sentBytes: number;
  readonly findings: readonly Finding[];
  /** Undefined where all was there, so that nothing had to be looked into. */
  readonly checked?: CheckedClip;
  /** What the graded file that went up says of the clip. */
  readonly about?: SentFacts;
  /** Under way since the graded file is up; undefined where there is no clip to annotate. */
  readonly annotating?: Promise<Annotation> | undefined;
  /** It is a camera original that only this tool reads: no clip after all, and no failure. */
  readonly needsTool?: string;
  /** What stopped it, if anything did; what went up before stays in `receipts`. */
  readonly error?: unknown;
  /** Did this error stop the work for the destination? Else it may be a consequence of that. */
  readonly hasStopped?: boolean;
}

export function beginAt(target: Target, receipts: readonly Receipt[] = []): TargetEnd {
  return { target, receipts, sentFiles: 0, sentBytes: 0, findings: [] };
}

export function withSent(end: TargetEnd, receipt: Receipt, findings: readonly Finding[] = []): TargetEnd {
  return {
    ...end,
    receipts: [...end.receipts.filter(({ role }) => role !== receipt.role), receipt],
    sentFiles: end.sentFiles + 1,
    sentBytes: end.sentBytes + receipt.bytes,
    findings: [...end.findings, ...findings],
  };
}

export function hasReceipt({ receipts }: TargetEnd, role: Role): boolean {
  return receipts.some((receipt) => receipt.role === role);
}
