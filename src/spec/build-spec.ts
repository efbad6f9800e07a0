// Makes a spec of parsed JSON: checks it against the rules that have code and fills in what the default knows.
import { z } from "zod";
import type { Spec, SpecRule } from "../domain/spec.ts";
import { DEFAULT_SPEC } from "./default-spec.ts";
import { nearestWord } from "./nearest-word.ts";
import { findRule, RULES } from "./rules/index.ts";

const positive = z.number().positive();

const PROXY = z.strictObject({
  maxWidth: z.int().positive(),
  maxHeight: z.int().positive(),
  crf: z.number().min(0).max(51),
  maxBitRate: positive,
  bufferBits: positive,
  preset: z.string().min(1),
  profile: z.string().min(1),
  keyframeSeconds: positive,
  audioBitRate: positive,
  audioSampleRate: z.int().positive(),
});

const RULE_CHANGE = z.strictObject({
  id: z.string(),
  severity: z.enum(["error", "warning", "info", "off"]).optional(),
  fix: z.enum(["remux", "encode", "none"]).optional(),
  reason: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});

const SPEC_FILE = z.strictObject({
  specVersion: z.string().min(1).optional(),
  extends: z.literal(DEFAULT_SPEC.specVersion).optional(),
  rules: z.array(RULE_CHANGE).optional(),
  proxy: PROXY.partial().optional(),
});

type RuleChange = z.output<typeof RULE_CHANGE>;

/** What these say makes a file unusable for any purpose, so no spec can switch them off. */
export const ALWAYS_ERRORS: ReadonlySet<string> = new Set(["file.nonEmpty", "file.probe"]);

/** Pushes a phrase for each thing that is wrong onto `problems`; undefined when nothing could be made of the input. */
export function buildSpec(input: unknown, name: string, problems: string[]): Spec | undefined {
  const parsed = SPEC_FILE.safeParse(input);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      for (const phrase of describeIssue(issue, [])) problems.push(phrase);
    return undefined;
  }
  const file = parsed.data;
  if (file.extends === undefined && file.specVersion === undefined) {
    problems.push(`specVersion is missing (or "extends": "${DEFAULT_SPEC.specVersion}")`);
  }
  const changed = changedRules(file.rules ?? [], problems);
  const isKept = ({ id }: SpecRule) => file.extends !== undefined || ALWAYS_ERRORS.has(id);
  const rules = DEFAULT_SPEC.rules.flatMap((rule) => {
    const change = changed.get(rule.id);
    return change === "off" ? [] : (change ?? (isKept(rule) ? rule : []));
  });
  return {
    specVersion: file.specVersion ?? `${DEFAULT_SPEC.specVersion}+${name}`,
    rules,
    proxy: { ...DEFAULT_SPEC.proxy, ...definedOf(file.proxy) },
  };
}

function changedRules(changes: readonly RuleChange[], problems: string[]): Map<string, SpecRule | "off"> {
  const changed = new Map<string, SpecRule | "off">();
  for (const [index, change] of changes.entries()) {
    const place = `rules[${index}]`;
    const base = DEFAULT_SPEC.rules.find(({ id }) => id === change.id);
    if (!base) {
      const ids = RULES.map(({ id }) => id);
      problems.push(`${place}.id "${change.id}" is not a rule${didYouMean(change.id, ids)}`);
      continue;
    }
    if (changed.has(change.id)) problems.push(`${place}.id "${change.id}" is listed twice`);
    if (ALWAYS_ERRORS.has(change.id) && (change.severity ?? "error") !== "error") {
      problems.push(`${place}.severity of ${change.id} has to stay "error"`);
    }
    const params = mergedParams(base, change.params, index, problems);
    const severity = change.severity ?? base.severity;
    const { fix = base.fix, reason = base.reason } = change;
    changed.set(change.id, severity === "off" ? "off" : { id: base.id, severity, fix, reason, ...params });
  }
  return changed;
}

function mergedParams(
  base: SpecRule,
  given: Readonly<Record<string, unknown>> | undefined,
  index: number,
  problems: string[],
): Pick<SpecRule, "params"> {
  if (base.params === undefined && given === undefined) return {};
  const schema = findRule(base.id)?.params ?? z.object();
  const parsed = schema.safeParse({ ...base.params, ...given });
  if (parsed.success) return { params: parsed.data };
  const place = ["rules", index, "params"];
  for (const issue of parsed.error.issues)
    for (const phrase of describeIssue(issue, place, Object.keys(schema.shape))) problems.push(phrase);
  return {};
}

type Place = readonly PropertyKey[];

function describeIssue(issue: z.core.$ZodIssue, above: Place, known?: readonly string[]): readonly string[] {
  const place = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    const names = known ?? knownKeys(place);
    return issue.keys.map((key) => `${formatPlace([...place, key])} is not known${didYouMean(key, names)}`);
  }
  const message = issue.message.replace(/^Invalid (?:input|option): /, "").replaceAll("|", ", ");
  return [`${formatPlace(place)}: ${message}`];
}

function knownKeys(place: Place): readonly string[] {
  if (place[0] === "proxy") return Object.keys(PROXY.shape);
  return Object.keys(place[0] === "rules" ? RULE_CHANGE.shape : SPEC_FILE.shape);
}

function formatPlace(place: Place): string {
  const text = place.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return text.replace(/^\./, "") || "the whole file";
}

function didYouMean(typed: string, known: readonly string[]): string {
  const nearest = nearestWord(typed, known);
  return nearest === undefined ? ` (known: ${known.join(", ")})` : `, perhaps ${nearest} was meant`;
}

function definedOf<T extends object>(value: T | undefined): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(value ?? {}).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
