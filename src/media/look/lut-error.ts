// The one error of looks that cannot be used.
import { OdailiesError } from "../../domain/errors.ts";

/** `lut_invalid` with `<file>, line <n>: <problem>` as its message. `problem` is a sentence's worth, without a full stop. */
export function lutError(
  file: string,
  line: number | undefined,
  problem: string,
  hint: string,
): OdailiesError {
  const place = line === undefined ? file : `${file}, line ${line}`;
  return new OdailiesError("lut_invalid", `${place}: ${problem}.`, {
    hint,
    context: line === undefined ? { file } : { file, line },
  });
}
