// Every byte of a file is out, and the storage says nothing: it may well have the file.
import type { FileHashes } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";

/** `upload_failed`, retryable. Before the file is sent again it is worth looking whether it has arrived. */
export class UnansweredPut extends OdailiesError {
  /** Of the whole file. */
  readonly hashes: FileHashes;

  constructor(host: string, hashes: FileHashes, cause: unknown) {
    super("upload_failed", `${host} was given the whole file and has not answered in time.`, {
      hint: "Run the same command again: what has arrived is not sent twice.",
      context: cause instanceof OdailiesError ? cause.context : {},
      cause,
    });
    this.hashes = hashes;
  }
}
