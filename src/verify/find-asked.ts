// The clips whose standing is asked: those on the cards given, or all that the journal speaks of.
import { join } from "node:path";
import type { FoundClip, FoundFile, Role } from "../domain/clip.ts";
import { parseClipName } from "../domain/clip-name.ts";
import { type JournalCard, listJournalCards } from "../ledger/journal-cards.ts";
import { cardFolder } from "../ledger/state-names.ts";
import type { AskedClip } from "./describe-standing.ts";

/** With the folder that its proxies are made in. */
export interface Asked {
  readonly clip: AskedClip;
  readonly roll: string | undefined;
  readonly workFolder: string;
  /** Undefined where no card was looked at. */
  readonly found: FoundClip | undefined;
}

interface Place {
  readonly stateFolder: string;
  readonly workFolder: string;
  readonly destination: { readonly id: string };
  /** Is a thumbnail of every clip wanted? */
  readonly withThumbnail: boolean;
}

export function askForFound(found: FoundClip, { workFolder, destination, withThumbnail }: Place): Asked {
  const { name, card, date, roll, graded, log, thumbnail } = found;
  const picture = withThumbnail && graded ? (thumbnail ?? graded) : undefined;
  const sources: Partial<Record<Role, FoundFile>> = {
    ...(graded && { graded }),
    ...(log && { log }),
    ...(picture && { thumbnail: picture }),
  };
  return {
    clip: { name, card: card.name, day: date, roles: new Set(Object.keys(sources) as Role[]), sources },
    roll,
    workFolder: join(workFolder, destination.id, cardFolder(card)),
    found,
  };
}

export async function askForJournal(place: Place): Promise<readonly Asked[]> {
  const { stateFolder, workFolder, destination } = place;
  const cards = await listJournalCards(stateFolder, destination.id);
  const ask = (card: JournalCard, name: string, roles: ReadonlySet<Role>): Asked => {
    const told = parseClipName(name);
    return {
      clip: { name, card: card.name, day: told?.date, roles, sources: undefined },
      roll: told?.roll,
      workFolder: join(workFolder, destination.id, card.folder),
      found: undefined,
    };
  };
  // The same clip may have been sent from two places; it is one clip all the same.
  const byName = new Map<string, Asked>();
  for (const card of cards) {
    for (const [name, roles] of card.clips) {
      const before = byName.get(name)?.clip.roles ?? [];
      byName.set(name, ask(card, name, new Set([...before, ...roles])));
    }
  }
  return [...byName.values()];
}
