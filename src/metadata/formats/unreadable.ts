// The one error that reading a sheet may end with.
import { OdailiesError } from "../../domain/errors.ts";

/** `because` completes "<path> cannot be read as metadata: …". */
export function sheetUnreadable(path: string, because: string, hint: string, cause?: unknown): OdailiesError {
  return new OdailiesError("metadata_unreadable", `${path} cannot be read as metadata: ${because}.`, {
    hint,
    context: { path },
    cause,
  });
}
