// Records of many cards, written with one append for each card: an append waits for the disk.
import type { Card } from "../domain/clip.ts";
import type { Ledger } from "./ledger.ts";
import { cardFolder } from "./places.ts";
import type { LedgerRecord } from "./record.ts";

export interface CardRecord {
  readonly card: Card;
  readonly record: LedgerRecord;
}

/** Those of one card stay in their order. Throws what `append` throws. */
export function appendByCard(ledger: Pick<Ledger, "append">, all: readonly CardRecord[]): void {
  const byCard = new Map<string, { readonly card: Card; readonly records: LedgerRecord[] }>();
  for (const { card, record } of all) {
    const folder = cardFolder(card);
    const of = byCard.get(folder) ?? { card, records: [] };
    of.records.push(record);
    byCard.set(folder, of);
  }
  for (const { card, records } of byCard.values()) ledger.append(card, records);
}
