// What a run wants, as the spec's judgement asks for it.
import type { Wants } from "../../plan/wants.ts";
import type { CheckOptions } from "../../spec/check-clip.ts";

export function checkOptions({ spec, allow, proxy, burnIn }: Wants): CheckOptions {
  return { spec, allow, proxy, burnsIn: burnIn !== undefined };
}
