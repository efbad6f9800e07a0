// Clips as a plan file holds them, and a plan around them, for tests.
import type { PlanFile, PlannedClip } from "../../src/plan/plan-file.ts";
import { DEFAULT_SPEC } from "../../src/spec/default-spec.ts";

export function plannedClip(name: string, bytes: number): PlannedClip {
  const source = {
    ...{ root: "A001", path: `${name}.mp4`, bytes, mtime_ms: 1_776_844_800_000 },
    quick_hash: "0".repeat(32),
  };
  return {
    ...{ clip: name, card: "A001", layout: "flat", roll: "A001", camera: "A", date: null, look: null },
    files: [{ role: "graded", action: "passthrough", recipe: "0123456789abcdef", source }],
    ...{ sidecars: [], part_names: [], metadata: { scene: "22" }, curve: null },
    origins: { scene: { kind: "sheet", from: "log.csv:2", decided: "2026-04-22T08:00:00.000Z" } },
  };
}

export function planOf(
  clips: PlanFile["clips"],
  more: Partial<PlanFile> = {},
): Omit<PlanFile, "plan_version"> {
  return {
    destinations: [{ id: "memory", label: "memory" }],
    roots: { A001: "/Volumes/A001" },
    wants: {
      ...{ spec: DEFAULT_SPEC, proxy: "auto", allow: [], thumbnail: "none" },
      ...{ burn_in: null, look: null },
    },
    rules: { force: false, replace: false, on_conflict: "keep", mhl: "auto" },
    sounds: [],
    clips,
    ...more,
  };
}
