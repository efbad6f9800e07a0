// What a watcher says between its runs. What happens within a run, the run says by itself.

export type WatchEvent =
  | {
      readonly type: "watching";
      readonly folder: string;
      readonly by: "events" | "polling";
      /** Why it is not by events, as a sentence; empty otherwise. */
      readonly why: string;
    }
  | {
      readonly type: "waiting";
      readonly folder: string;
      /** The file that is named, relative to the folder. */
      readonly file: string;
      /** A full sentence. */
      readonly reason: string;
      /** How many files of the same card wait, with this one. */
      readonly files: number;
    }
  | {
      readonly type: "notice";
      /** `folder_gone` `folder_back` `folder_slow` `folder_answers` `link_left` `sheet_left` `move_failed` `not_moved`
       * `destination` `ended` `health` `undecodable_camera_originals`. */
      readonly code: string;
      readonly message: string;
      readonly isTrouble: boolean;
    }
  | { readonly type: "status"; readonly status: WatchStatus };

/** The live picture. */
export interface WatchStatus {
  readonly waiting: number;
  /** The card that a run is going on for. */
  readonly working: string | undefined;
  /** Clips of the shoot day, which ends at 06:00, each once. */
  readonly doneToday: number;
  /** Clips that were rejected or failed and are not up since; sheets that cannot be read. */
  readonly inTrouble: number;
}

export type Say = (event: WatchEvent) => void;
