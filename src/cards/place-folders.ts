// Which layout each folder of a card belongs to: one scan may hold several cards.
import type { CardLayout } from "./card-layout.ts";
import type { CardTree, TreeFolder } from "./card-tree.ts";
import { CARD_LAYOUTS } from "./card-layouts.ts";
import { flat } from "./flat.ts";

export interface Placement {
  readonly layout: CardLayout;
  /** The folder that was recognised: this one or one above. */
  readonly top: TreeFolder;
}

/** Every folder of the tree has a placement; what no layout recognises is `flat`. */
export function placeFolders(
  tree: CardTree,
  layouts: readonly CardLayout[] = CARD_LAYOUTS,
): ReadonlyMap<TreeFolder, Placement> {
  const placements = new Map<TreeFolder, Placement>();
  const waiting: { folder: TreeFolder; above: Placement }[] = [
    { folder: tree.root, above: { layout: flat, top: tree.root } },
  ];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { folder, above } = next;
    const recognised =
      above.layout.reach === "sealed" ? undefined : layouts.find((layout) => layout.recognise(folder));
    const own = recognised ? { layout: recognised, top: folder } : above;
    placements.set(folder, own);
    const handedDown = own.layout.reach === "folder" ? above : own;
    for (const child of folder.folders) waiting.push({ folder: child, above: handedDown });
  }
  return placements;
}
