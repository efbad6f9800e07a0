import { describe, expect, test } from "vitest";
import { nameRoots } from "../../src/plan/name-roots.ts";
import { packLook, unpackLook } from "../../src/plan/looks/pack-look.ts";
import { readPlanFile, writePlanFile } from "../../src/plan/plan-file.ts";
import { hashLut } from "../../src/media/look/hash-lut.ts";
import { plannedClip, planOf } from "../support/plan-clip.ts";

const PLAN = planOf([plannedClip("A001C001", 10), plannedClip("A001C002", 20)]);
const TEXT = writePlanFile(PLAN);
const changed = (change: (plan: Record<string, never>) => void) => {
  const plan = JSON.parse(TEXT) as Record<string, never>;
  change(plan);
  return JSON.stringify(plan);
};

test("what is written is read again, and begins with what tells it from other JSON", () => {
  expect(readPlanFile(TEXT, "plan.json")).toEqual({ plan_version: 2, ...PLAN });
  expect(TEXT).toMatch(/^\{\s*"plan_version": 2,/);
});

test("absolute paths stand in the roots alone", () => {
  const { roots: _roots, ...rest } = JSON.parse(TEXT) as Record<string, unknown>;
  expect(JSON.stringify(rest)).not.toContain("/Volumes");
});

type Clips = { clips: { clip: string; card: string; files: { source: { path: string; root: string } }[] }[] };
const firstFile = (plan: unknown) => (plan as Clips).clips[0]!.files[0]!.source;

describe("what is not such a plan is said, with plan_invalid", () => {
  test.each([
    ["nothing", "", /is not JSON/],
    ["a sheet", "Name,Scene\n", /is not JSON, so it is not a plan/],
    ["half a plan", TEXT.slice(0, TEXT.length / 2), /cut off or changed/],
    ["other JSON", "[1, 2]", /not a plan that odailies wrote/],
    ["null", "null", /not a plan that odailies wrote/],
    ["version 1", '{"plan_version": 1, "clips": []}', /version 1, and this odailies carries out version 2/],
    ["version 3", '{"plan_version": 3}', /version 3/],
    ["a lacking part", changed((plan) => delete plan["clips"]), /is not a whole plan: clips/],
    [
      "a path out of its root",
      changed((plan) => (firstFile(plan).path = "a/../../b.mp4")),
      /clips\[0\]\.files\[0\]\.source\.path/,
    ],
    ["an absolute path", changed((plan) => (firstFile(plan).path = "/etc/passwd")), /source\.path/],
    [
      "a clip's name with a folder in it",
      changed((plan) => ((plan as unknown as Clips).clips[0]!.clip = "../x")),
      /clips\[0\]\.clip/,
    ],
    [
      "a clip twice",
      changed((plan) => ((plan as unknown as Clips).clips[0]!.clip = "a001c002")),
      /is in it twice/,
    ],
    [
      "a root without a path",
      changed((plan) => Object.assign(plan, { roots: {} })),
      /no path for the root A001/,
    ],
    ["a file on another root", changed((plan) => (firstFile(plan).root = "B001")), /another root/],
  ])("%s", (_what, text, message) => {
    expect(() => readPlanFile(text, "p.json")).toThrow(
      expect.objectContaining({ code: "plan_invalid", message: expect.stringMatching(message) as string }),
    );
  });
});

test("roots have the names of their folders, and no two the same", () => {
  const { roots, rootOf } = nameRoots(["/a/A001", "/b/A001", "/c/x=y", "/", "/a/A001"]);
  expect(roots).toEqual({ A001: "/a/A001", "A001-2": "/b/A001", x_y: "/c/x=y", root: "/" });
  expect(rootOf("/b/A001")).toBe("A001-2");
});

describe("a look by value", () => {
  const values = Float64Array.from({ length: 24 }, (_, index) => index / 7 - 0.5);
  const cube = { size: 2, min: [0, 0, 0], max: [1, 1, 1], values } as const;
  const lut = { title: "Show", curve: undefined, cube, inVideoRange: false, outVideoRange: true };
  const look = {
    lut: { label: "show.cube", lut, sha256: hashLut(lut), input: "logc3" as const },
    ...{ cdl: true, corrections: [], assumed: "slog3" as const, folder: "/cache" },
  };

  test("is the same to the bit after it was packed", () => {
    const packed = JSON.parse(JSON.stringify(packLook(look))) as ReturnType<typeof packLook>;
    expect(unpackLook(packed, "/cache")).toEqual(look);
  });

  test("is refused where it was changed, or claims to be larger than it is", () => {
    const { lut: packed, ...rest } = packLook(look);
    const other = packLook({
      ...look,
      lut: { ...look.lut, lut: { ...lut, cube: { ...cube, values: values.map((value) => value + 1) } } },
    });
    const changes = [
      { cube: other.lut!.cube },
      { cube: { ...packed!.cube!, size: 129 } },
      { cube: { ...packed!.cube!, size: 60_000 } },
      { cube: { ...packed!.cube!, values: "AAAA" } },
      { cube: null },
    ];
    for (const change of changes)
      expect(unpackLook({ ...rest, lut: { ...packed!, ...change } }, "/cache")).toBeUndefined();
  });
});
