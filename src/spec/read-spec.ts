// Reads a delivery spec that a project brings: a whole one, or changes to the default.
import { basename } from "node:path";
import { OdailiesError } from "../domain/errors.ts";
import { UnfitFileError } from "../files/open-ordinary.ts";
import { readSmallFile } from "../files/read-small-file.ts";
import type { Spec } from "../domain/spec.ts";
import { buildSpec } from "./build-spec.ts";

/** A spec is a few kilobytes; whatever is larger is some other file. */
const MAX_BYTES = 1024 * 1024;

/**
 * Reads and checks a JSON spec:
 * - `{"extends": "odailies-default-1", "rules": [{"id": "video.size", "severity": "error"}]}` changes only what it
 *   names; parameters are merged, `"severity": "off"` leaves a rule out;
 * - without `extends`, `specVersion` is required and only the rules listed hold, each with the default's severity,
 *   mend, reason and parameters where it names none. `file.nonEmpty` and `file.probe` always hold, as errors.
 *
 * @throws OdailiesError `spec_invalid`, with the file and the places in it that are wrong.
 */
export async function readSpec(file: string): Promise<Spec> {
  const name = basename(file);
  const problems: string[] = [];
  const spec = buildSpec(parse(await readText(file), file), name.replace(/\.json$/i, ""), problems);
  if (spec === undefined || problems.length > 0) {
    const shown = problems.slice(0, 3).join("; ");
    const more = problems.length > 3 ? `; and ${problems.length - 3} more` : "";
    throw new OdailiesError("spec_invalid", `The delivery spec ${file} is not valid: ${shown}${more}.`, {
      hint: `Correct ${name} there and run again, or leave --spec out to use the default.`,
      context: { file, problems },
    });
  }
  return spec;
}

async function readText(file: string): Promise<string> {
  const fail = (reason: string, cause?: unknown) =>
    new OdailiesError("spec_invalid", `The delivery spec ${file} cannot be read: ${reason}.`, {
      hint: "Give --spec the path of a JSON file.",
      context: { file },
      cause,
    });
  try {
    const bytes = await readSmallFile(file, { maxBytes: MAX_BYTES });
    return bytes.toString("utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    if (cause instanceof UnfitFileError) throw fail(`${cause.message}, so it is not a spec`, cause);
    const { code, message } = cause as NodeJS.ErrnoException;
    throw fail(code === "ENOENT" ? "there is no such file" : message, cause);
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new OdailiesError("spec_invalid", `The delivery spec ${file} is not JSON: ${reason}.`, {
      hint: `Correct ${basename(file)} there and run again.`,
      context: { file },
      cause,
    });
  }
}
