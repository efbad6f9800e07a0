// What every step of a delivery to Kitsu needs: the way there, the project as it was found, and who waits for whom.
import type { Warning } from "../../domain/warning.ts";
import type { WireShot } from "./api.ts";
import type { KitsuLine } from "./call-kitsu.ts";
import type { KitsuSettings } from "./kitsu-settings.ts";
import type { Project } from "./open-project.ts";
import type { InTurn } from "./turns.ts";

export interface KitsuLink extends KitsuLine {
  readonly own: KitsuSettings;
  readonly project: Project;
  /** By exact name, as last listed; whoever makes or changes one puts it in here. */
  readonly shots: Map<string, WireShot>;
  /** Ids of sequences by name, of those that were asked for. */
  readonly sequences: Map<string, string>;
  /** Previews that wait for bytes and belong to somebody already. */
  readonly claimed: Set<string>;
  readonly inTurn: InTurn;
  /** The same sentence is said once. */
  readonly warnOnce: (warning: Warning) => void;
}
