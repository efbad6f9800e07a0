import { describe, expect, test } from "vitest";
import type { ApiVersion, WirePatch } from "../../../src/destinations/odailies/api.ts";
import { patchClips, planPasses, readBatchAnswer } from "../../../src/destinations/odailies/patch-clips.ts";

const META = { scene: "1", lens: "Cooke", focalLength: 35 };
const ok = { missing: new Set<string>() };

function recorded(
  answer: (version: ApiVersion, batch: readonly WirePatch[]) => { refusal: string } | typeof ok = () => ok,
) {
  const sent: { version: ApiVersion; batch: readonly WirePatch[] }[] = [];
  const send = async (version: ApiVersion, batch: readonly WirePatch[]) => {
    sent.push({ version, batch });
    return answer(version, batch);
  };
  return { sent, send };
}

describe("patchClips", () => {
  test("with both versions v2 takes what it documents and v1 the rest", async () => {
    const { sent, send } = recorded();
    const report = await patchClips([{ name: "A", metadata: META }], planPasses(["v1", "v2"], {}), send);
    expect(sent).toEqual([
      { version: "v2", batch: [{ name: "A", scene: "1" }] },
      { version: "v1", batch: [{ name: "A", lens: "Cooke", focallength: 35 }] },
    ]);
    expect(report.patched.get("A")).toEqual(META);
    expect(report.unsupported.size).toBe(0);
  });

  test("v1 alone takes all", async () => {
    const { sent, send } = recorded();
    await patchClips([{ name: "A", metadata: { ...META, reelName: "R" } }], planPasses(["v1"], {}), send);
    expect(sent).toEqual([
      { version: "v1", batch: [{ name: "A", scene: "1", reelname: "R", lens: "Cooke", focallength: 35 }] },
    ]);
  });

  test("v2 alone says what it could not send", async () => {
    const { sent, send } = recorded();
    const report = await patchClips([{ name: "A", metadata: META }], planPasses(["v2"], {}), send);
    expect(sent).toHaveLength(1);
    expect(report.patched.get("A")).toEqual({ scene: "1" });
    expect(report.unsupported.get("A")).toEqual(["lens", "focalLength"]);
  });

  test("keys that v2 showed itself are tried apart, and their refusal blames no clip", async () => {
    const passes = planPasses(["v2"], { lens: "lens", focalLength: "focalLength" });
    const taken = await patchClips([{ name: "A", metadata: META }], passes, recorded().send);
    expect(taken.patched.get("A")).toEqual(META);
    const strict = recorded((_version, batch) =>
      "lens" in batch[0]! ? { refusal: "Unknown field lens" } : ok,
    );
    const refused = await patchClips([{ name: "A", metadata: META }], passes, strict.send);
    expect(refused.refused).toEqual([]);
    expect(refused.patched.get("A")).toEqual({ scene: "1" });
    expect(refused.unsupported.get("A")).toEqual(["lens", "focalLength"]);
  });

  test("a clip asked for twice is sent once, the later value wins", async () => {
    const { sent, send } = recorded();
    const patches = [
      { name: "A", metadata: { scene: "1", take: "1" } },
      { name: "A", metadata: { scene: "2" } },
    ];
    await patchClips(patches, planPasses(["v1"], {}), send);
    expect(sent[0]?.batch).toEqual([{ name: "A", scene: "2", take: "1" }]);
  });

  test("a clip without anything to send is patched with nothing", async () => {
    const { sent, send } = recorded();
    const report = await patchClips([{ name: "A", metadata: {} }], planPasses(["v1", "v2"], {}), send);
    expect(sent).toEqual([]);
    expect(report.patched.get("A")).toEqual({});
  });

  test("a clip that v2 refuses still gets its fields by v1, and is refused", async () => {
    const { sent, send } = recorded((version) => (version === "v2" ? { refusal: "scene too long" } : ok));
    const report = await patchClips([{ name: "A", metadata: META }], planPasses(["v1", "v2"], {}), send);
    expect(sent.map(({ version }) => version)).toEqual(["v2", "v1"]);
    expect(report.refused).toEqual([{ name: "A", message: "scene too long" }]);
    expect(report.patched.has("A")).toBe(false);
    expect(report.unsupported.size).toBe(0);
  });

  test("a clip that is not there is not asked for again", async () => {
    const sent: ApiVersion[] = [];
    const send = async (version: ApiVersion) => {
      sent.push(version);
      return { missing: new Set(["A"]) };
    };
    const report = await patchClips([{ name: "A", metadata: META }], planPasses(["v1", "v2"], {}), send);
    expect(sent).toEqual(["v2"]);
    expect(report.refused).toEqual([{ name: "A", message: "The service has no clip of this name." }]);
  });

  test("values that no API takes are reported, not dropped", async () => {
    const metadata = { scene: "1", date: "22.4.2026" };
    const report = await patchClips([{ name: "A", metadata }], planPasses(["v1", "v2"], {}), recorded().send);
    expect(report.patched.get("A")).toEqual({ scene: "1" });
    expect(report.unsupported.get("A")).toEqual(["date"]);
  });
});

describe("readBatchAnswer", () => {
  const batch = [{ name: "A001" }, { name: "B001" }];
  test.each([
    [{ names: ["A001"], updated: 1 }, ["B001"]],
    [{ names: [] }, ["A001", "B001"]],
    [{ data: { names: ["A001"] } }, ["B001"]],
    [{ names: ["a001", "b001"] }, []],
    [{ names: 2, updated: 2 }, []],
    [{ names: [], updated: 2 }, []],
    [{ updated: 1 }, []],
    [{}, []],
    [undefined, []],
  ])("%j leaves %j", (json, missing) => {
    expect(readBatchAnswer(json, batch)).toEqual({ missing: new Set(missing) });
  });
});
