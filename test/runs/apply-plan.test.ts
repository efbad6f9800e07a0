import { cp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { openMemory } from "../../src/destinations/memory.ts";
import type { Event } from "../../src/domain/events.ts";
import { X264 } from "../../src/media/encode/encoders/x264.ts";
import { type PlanFile, readPlanFile, writePlanFile } from "../../src/plan/plan-file.ts";
import { type ApplyRequest, applyPlan } from "../../src/runs/apply-plan.ts";
import { describePlan } from "../../src/runs/describe-plan.ts";
import { ingest } from "../../src/runs/ingest.ts";
import type { IngestRequest } from "../../src/runs/ingest-request.ts";
import { planIngest } from "../../src/runs/plan-ingest.ts";
import { DEFAULT_SPEC } from "../../src/spec/default-spec.ts";
import { frameOf } from "../support/frame-request.ts";
import { anyTools } from "../support/media-toolsets.ts";
import { smallCard } from "../support/small-cards.ts";
import { tempFolder } from "../support/temp-folder.ts";

const FIRST = "A001C001_261120_R1AA";
const SECOND = "A001C002_261120_R1AA";

async function makeCard() {
  const card = await smallCard({
    [`_graded/${FIRST}.mp4`]: "passing",
    [`_log/${FIRST}.mp4`]: "passingToo",
    [`_graded/${SECOND}.mp4`]: "passingToo",
  });
  const sheet = join(dirname(card), "log.csv");
  await writeFile(sheet, `Name,Scene,Take,Comments\n${FIRST},22A,3,rain\n${SECOND},22B,1,\n`);
  return { card, sheet };
}

/** A run of its own, with folders of its own, at a destination in memory. */
async function cart(folders: readonly string[], sheets: readonly string[] = []) {
  const own = await tempFolder();
  const memory = openMemory();
  const events: Event[] = [];
  const request: IngestRequest = {
    frame: frameOf("apply", events),
    cards: { folders, as: "auto" },
    sheets: {
      ...{
        files: sheets,
        beside: "read",
        reading: { map: [], dateOrder: undefined, encoding: undefined },
        match: undefined,
      },
      ...{ via: "patch", onConflict: "keep", isStrict: false },
    },
    wants: {
      ...{ spec: DEFAULT_SPEC, proxy: "auto", allow: new Set(), thumbnail: "none" },
      ...{ burnIn: undefined, look: undefined },
    },
    delivery: {
      to: [{ id: memory.id, label: memory.label, open: () => Promise.resolve(memory) }],
      rules: { force: false, replace: false, keepProxies: undefined },
      ...{ order: "name", mhl: "auto", concurrency: {}, tools: anyTools(), encoder: X264 },
      own: { stateFolder: join(own, "state"), workFolder: join(own, "work") },
    },
  };
  const values = async () => {
    const clips = await memory.list(new AbortController().signal);
    return Object.fromEntries([...clips].map(([name, { metadata }]) => [name, metadata]));
  };
  const bytes = () => Object.fromEntries([...memory.files].map(([key, { sha256 }]) => [key, sha256]));
  const ends = () =>
    events.flatMap((event) =>
      event.type === "clip-ended"
        ? [[event.outcome.clip, event.outcome.status, event.outcome.error?.code]]
        : [],
    );
  return { request, memory, values, bytes, ends };
}

async function planOf(folders: readonly string[], sheets: readonly string[]): Promise<PlanFile> {
  const { request } = await cart(folders, sheets);
  let text = "";
  const result = await planIngest(request, async (shown) => {
    text = writePlanFile(await describePlan(shown));
  });
  expect(result).toMatchObject({ code: "ok", errors: [] });
  return readPlanFile(text, "plan.json");
}

async function apply(plan: PlanFile, more: Partial<ApplyRequest> = {}) {
  const roots = new Map(Object.entries(plan.roots));
  const run = await cart([]);
  const toApply = { path: "plan.json", plan, roots, request: run.request, ...more };
  const again = () => applyPlan(toApply);
  return { ...run, again, result: await again() };
}

test("a plan that is applied gives the bytes and the values of the ingest", async () => {
  const { card, sheet } = await makeCard();
  const ingested = await cart([card], [sheet]);
  await ingest(ingested.request);
  const plan = await planOf([card], [sheet]);
  const applied = await apply(plan);

  expect(applied.result).toMatchObject({ code: "ok", exitCode: 0, counts: { found: 2, done: 2 } });
  expect(applied.bytes()).toEqual(ingested.bytes());
  expect(await applied.values()).toEqual(await ingested.values());
  expect((await applied.values())[FIRST]).toMatchObject({ scene: "22A", take: "3", description: "rain" });
  expect(await applied.again()).toMatchObject({ counts: { skipped: 2 }, bytesUploaded: 0 });
}, 60_000);

describe("a plan of a small card", () => {
  test("names sources by root, and says where each value comes from and when it was decided", async () => {
    const { card, sheet } = await makeCard();
    const plan = await planOf([card], [sheet]);
    expect(plan.roots).toEqual({ A001: card });
    expect(plan.destinations).toEqual([{ id: "memory", label: "memory" }]);
    const [first] = plan.clips;
    expect(first).toMatchObject({
      ...{ clip: FIRST, card: "A001" },
      files: [
        { role: "graded", action: "passthrough", source: { root: "A001", path: `_graded/${FIRST}.mp4` } },
        { role: "log", action: "passthrough", source: { path: `_log/${FIRST}.mp4` } },
      ],
      metadata: { scene: "22A" },
      origins: { scene: { kind: "sheet", from: "log.csv:2", decided: expect.any(String) as string } },
    });
    const { roots: _roots, ...rest } = plan;
    expect(JSON.stringify(rest)).not.toContain(dirname(card));
  });

  test("is carried out where the card lies elsewhere, sheet or no sheet", async () => {
    const { card, sheet } = await makeCard();
    const plan = await planOf([card], [sheet]);
    const elsewhere = join(await tempFolder(), "nas");
    await cp(card, elsewhere, { recursive: true, preserveTimestamps: true });
    await rm(card, { recursive: true });
    await rm(sheet);

    const lost = await apply(plan);
    expect(lost.result).toMatchObject({ code: "card_not_found" });
    expect(lost.result.next.join(" ")).toContain("--root");
    const found = await apply(plan, { roots: new Map([["A001", elsewhere]]) });
    expect(found.result).toMatchObject({ code: "ok", counts: { done: 2 } });
    expect((await found.values())[SECOND]).toMatchObject({ scene: "22B" });
  });

  test("goes out in parts, each clip once", async () => {
    const { card, sheet } = await makeCard();
    const plan = await planOf([card], [sheet]);
    const whole = await apply(plan);
    const sent: Record<string, string> = {};
    for (const index of [1, 2, 3]) {
      const part = await apply(plan, { shard: { index, count: 3 } });
      expect(part.result).toMatchObject({ code: "ok", counts: { found: index < 3 ? 1 : 0 } });
      for (const [key, sha256] of Object.entries(part.bytes())) {
        expect(sent).not.toHaveProperty(key);
        sent[key] = sha256;
      }
    }
    expect(sent).toEqual(whole.bytes());
  });
});

describe("a source that is not the one that was planned is deferred, and holds up no other clip", () => {
  const flipped = async (path: string) => {
    const bytes = await readFile(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(path, bytes);
    await utimes(path, new Date("2026-04-22T08:00:00Z"), new Date("2026-04-22T08:00:00Z"));
  };
  test.each([
    ["longer", (path: string) => writeFile(path, "more", { flag: "a" })],
    ["newer", (path: string) => utimes(path, new Date(), new Date())],
    ["another of the same size and date", flipped],
    ["gone", (path: string) => rm(path)],
  ])("%s", async (_what, change) => {
    const { card, sheet } = await makeCard();
    const plan = await planOf([card], [sheet]);
    await change(join(card, `_log/${FIRST}.mp4`));
    const { result, ends, bytes } = await apply(plan);
    expect(ends()).toEqual([
      [FIRST, "deferred", "card_changed"],
      [SECOND, "done", undefined],
    ]);
    expect(result).toMatchObject({ exitCode: 4, counts: { found: 2, deferred: 1, done: 1 } });
    expect(result.next.join(" ")).toContain("odailies ingest --plan");
    expect(Object.keys(bytes())).toEqual([`_graded/${SECOND}.mp4`]);
  });
});
