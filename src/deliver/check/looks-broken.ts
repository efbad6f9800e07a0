// What looks broken may only be a card that is being pulled out: worth a look whether it is still there.
import type { CheckedClip } from "../../domain/clip.ts";

export function looksBroken({ probed, findings }: CheckedClip): boolean {
  const hasProblem = Object.values(probed).some(
    (file) => "problem" in file || (file.facts.decodeErrors ?? []).length > 0,
  );
  return hasProblem || findings.some(({ role, severity }) => role === "thumbnail" && severity === "error");
}
