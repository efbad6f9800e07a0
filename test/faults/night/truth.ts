// What is really so at a moment: what the server has, file by file and value by value, and what lies on a cart's cards.
import type { OdailiesServer } from "../../support/net-odailies-server.ts";

export type Role = "graded" | "log" | "thumbnail";

/** How a file of a card goes up; `broken`: it cannot. */
export type Kind = "as is" | "made anew" | "broken";

export interface CardFile {
  readonly md5: string;
  readonly kind: Kind;
}

/** By the card's folder, then by clip name. */
export type Shelf = ReadonlyMap<string, ReadonlyMap<string, Partial<Record<"graded" | "log", CardFile>>>>;

export interface Moment {
  readonly files: ReadonlyMap<string, { readonly bytes: number; readonly md5: string }>;
  /** By clip name, in v2's spelling. */
  readonly clips: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly shelf: Shelf;
  /** The line to the server is dead, or was a moment ago. */
  readonly isCut: boolean;
}

/** A copy: nothing that happens later is in it. */
export function takeMoment(
  { files, clips }: OdailiesServer,
  { shelf, isCut }: Pick<Moment, "shelf" | "isCut">,
): Moment {
  return {
    files: new Map(files),
    clips: new Map([...clips].map(([name, fields]) => [name, { ...fields }])),
    shelf: new Map([...shelf].map(([root, card]) => [root, new Map(card)])),
    isCut,
  };
}

const KEYS: Readonly<Record<Role, (clip: string) => string>> = {
  graded: (clip) => `_graded/${clip}.mp4`,
  log: (clip) => `_log/${clip}.mp4`,
  thumbnail: (clip) => `_thumbnails/${clip}.jpg`,
};

export interface ClipTruth {
  readonly name: string;
  readonly card: string;
  /** What should be there. */
  readonly owes: readonly Role[];
  readonly has: readonly Role[];
  readonly isBroken: boolean;
  readonly isListed: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The clips of the cards in or at these folders. */
export function clipsOf(
  moment: Moment,
  folders: readonly string[],
  hasPictures: boolean,
): readonly ClipTruth[] {
  const cards = [...moment.shelf].filter(([root]) =>
    folders.some((folder) => root === folder || root.startsWith(`${folder}/`)),
  );
  return cards.flatMap(([card, clips]) =>
    [...clips].map(([name, files]): ClipTruth => {
      const owes: Role[] = [
        ...(files.graded ? (["graded"] as const) : []),
        ...(files.graded && hasPictures ? (["thumbnail"] as const) : []),
        ...(files.log ? (["log"] as const) : []),
      ];
      const has = owes.filter((role) => {
        const stored = moment.files.get(KEYS[role](name));
        const file = role === "thumbnail" ? undefined : files[role];
        // Of what is made anew the bytes are nobody's but the program's.
        return stored !== undefined && (file?.kind !== "as is" || file.md5 === stored.md5);
      });
      const fields = moment.clips.get(name);
      const isBroken = files.graded?.kind === "broken";
      return { name, card, owes, has, isBroken, isListed: fields !== undefined, fields: fields ?? {} };
    }),
  );
}

/** Is every file there that should be? */
export function isUp({ owes, has, isBroken, isListed }: ClipTruth): boolean {
  return isListed && !isBroken && owes.length > 0 && owes.every((role) => has.includes(role));
}

export function hasSlate({ fields }: ClipTruth): boolean {
  return fields["scene"] !== undefined || fields["take"] !== undefined;
}
