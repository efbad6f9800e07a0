// What a look at cards, and at what became of their clips, is asked.
import type { DestinationToOpen } from "../destinations/open-destination.ts";
import type { OwnFolders } from "../ledger/places.ts";
import type { FrameRequest } from "./frame.ts";

export interface InspectRequest {
  readonly frame: FrameRequest;
  readonly folders: readonly string[];
  readonly as: "auto" | "graded" | "log";
  readonly to: readonly DestinationToOpen[];
  readonly own: OwnFolders;
}
