// From facts to findings to a verdict for one file: the part that a clip and a render share.
import type { Verdict } from "../domain/clip.ts";
import type { Finding, Severity } from "../domain/finding.ts";
import type { MediaFacts } from "../domain/media-facts.ts";
import type { Spec } from "../domain/spec.ts";
import { isRemuxable } from "./remux-fit.ts";
import { findRule } from "./rules/index.ts";
import type { RuleContext } from "./rule.ts";

/** `auto` mends what must be mended; `always` encodes every file; `never` sends files as they are or not at all. */
export type ProxyMode = "auto" | "always" | "never";

/** What the spec says about one file, in the spec's order. A rule id without code says nothing. */
export function findingsOf(context: RuleContext, spec: Spec, allow: ReadonlySet<string>): readonly Finding[] {
  return spec.rules.flatMap(({ id, severity, fix, params }) => {
    const violations = findRule(id)?.check(context, params ?? {}) ?? [];
    return violations.map((violation): Finding => ({
      rule: id,
      severity: allow.has(id) ? milder(severity) : severity,
      role: context.role,
      message: violation.message,
      actual: violation.actual,
      expected: violation.expected,
      fix: violation.fix ?? fix,
    }));
  });
}

/**
 * What to do with a video file.
 * - `reject`: it could not be probed, or an error is left that only a person can mend (or `proxy` is `never`).
 * - `encode`: an error needs it, or an error needs a remux that would not keep all there is, or `proxy` is `always`.
 * - `remux`: a remux mends every error there is, or a warning that a remux mends. A warning that would need an
 *   encode is not worth one, but an encode that happens anyway mends it too.
 * - `passthrough`: everything else. What is allowed never asks for a mend.
 */
export function verdictOf(
  findings: readonly Finding[],
  facts: MediaFacts | undefined,
  options: { readonly proxy: ProxyMode; readonly allow: ReadonlySet<string> },
): Verdict {
  if (!facts) return "reject";
  const counted = findings.filter(({ rule, severity }) => severity !== "info" && !options.allow.has(rule));
  const errors = counted.filter(({ severity }) => severity === "error");
  if (errors.some(({ fix }) => fix === "none")) return "reject";
  if (options.proxy === "never") return errors.length > 0 ? "reject" : "passthrough";
  if (options.proxy === "always" || errors.some(({ fix }) => fix === "encode")) return "encode";
  if (!counted.some(({ fix }) => fix === "remux")) return "passthrough";
  if (isRemuxable(facts)) return "remux";
  return errors.length > 0 ? "encode" : "passthrough";
}

function milder(severity: Severity): Severity {
  return severity === "error" ? "warning" : severity;
}
