// What a person should know although the work goes on: one list of codes, permanent as those of errors are.
import type { ErrorCode } from "./errors.ts";

export const WARNING_CODES = [
  "api_v1_only",
  "bwlimit_unused",
  "card_back",
  "card_gone",
  "cdl_missing",
  "clip_missing",
  "clips_without_row",
  "columns_unknown",
  "config_not_trusted",
  "config_refused",
  "copy_unfinished",
  "destination_stopped",
  "encoded_instead",
  "encoder_missing",
  "encoding_unknown",
  "ffmpeg_old",
  "file_differs",
  "home_missing",
  "log_missing",
  "look_coarse",
  "look_not_needed",
  "mapping_unused",
  "match_warning",
  "metadata_kept",
  "metadata_unsupported",
  "mhl_unusable",
  "mhl_warning",
  "not_asked",
  "off_speed",
  "playlist_refused",
  "records_of_other_version",
  "render_warning",
  "replacing",
  "sheet_newer",
  "sheet_warning",
  "sheets_differ",
  "sound_pulled_up",
  "span_missing",
  "spans_joined",
  "spans_not_joined",
  "spec_differs",
  "suggestion_refused",
  "token_file_readable",
  "token_on_command_line",
  "undecodable_camera_originals",
  "undo_kept",
  "undo_partial",
  "waiting",
] as const;

/** An error that costs only what it speaks of is warned of under its own code. */
export type WarningCode = (typeof WARNING_CODES)[number] | ErrorCode;

/** A warning before it belongs to a run. */
export interface Warning {
  readonly code: WarningCode;
  /** A full sentence. */
  readonly message: string;
}
