// The way back of one run: the old values are on the disk before the first new one is sent, and grow with every batch.
import type { Emit } from "../domain/events.ts";
import type { MetadataProperty } from "../domain/metadata.ts";
import type { ClipChange } from "./clip-change.ts";
import { type UndoDestination, writeUndoFile } from "./undo-file.ts";

export interface UndoLog {
  /** Resolves once the old values are on the disk. Throws `insufficient_space` or `config_invalid`. */
  note(changes: readonly ClipChange[], emit: Emit): Promise<void>;
  /** Undefined where nothing was noted. */
  file(): string | undefined;
}

interface UndoneAt extends UndoDestination {
  /** Can it take a value out again? */
  readonly canBlank: boolean;
}

export function createUndoLog(stateFolder: string, destination: UndoneAt, run: string): UndoLog {
  const all = new Map<string, ClipChange>();
  const told = new Set<MetadataProperty>();
  const at = new Date().toISOString();
  let file: string | undefined;
  return {
    note: async (changes, emit) => {
      for (const change of changes) all.set(change.clip, mergeChanges(all.get(change.clip), change));
      const path = await writeUndoFile([...all.values()], { stateFolder, destination, run, at });
      if (file === undefined) emit({ type: "undo-written", file: path });
      file = path;
      const stuck = destination.canBlank ? [] : noWayBack(changes).filter((property) => !told.has(property));
      if (stuck.length === 0) return;
      for (const property of stuck) told.add(property);
      const message = `${destination.label} cannot take a value out again: where ${stuck.join(", ")} had none before, an undo leaves what is sent now.`;
      emit({ type: "warning", code: "undo_partial", message });
    },
    file: () => file,
  };
}

/** What was not set before and can only be blanked; a mark that was not set is set to "no". */
function noWayBack(changes: readonly ClipChange[]): readonly MetadataProperty[] {
  const added = changes.flatMap(({ fields }) => fields.filter(({ old }) => old === undefined));
  const properties = added.map(({ property }) => property);
  return [...new Set(properties)].filter((property) => property !== "circled");
}

/** Of a field that changes twice in a run, the value before the first change is the old one. */
function mergeChanges(before: ClipChange | undefined, now: ClipChange): ClipChange {
  if (!before) return now;
  const fields = new Map(before.fields.map((field) => [field.property, field]));
  for (const field of now.fields) {
    const known = fields.get(field.property);
    fields.set(field.property, known ? { ...field, old: known.old, isOldOurs: known.isOldOurs } : field);
  }
  return { ...now, fields: [...fields.values()] };
}
