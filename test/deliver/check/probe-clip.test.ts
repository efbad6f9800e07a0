import { expect, test } from "vitest";
import type { CheckContext } from "../../../src/deliver/delivery.ts";
import { probeClip } from "../../../src/deliver/check/probe-clip.ts";

test("what is known of a file already is not asked again", async () => {
  const graded = { path: "/nowhere/A001C001.mp4", relativePath: "A001C001.mp4", sizeBytes: 1, mtimeMs: 1 };
  const problem = { code: "no_video", message: "The file holds no picture." } as const;
  const context = {
    limits: { probe: (work: () => unknown) => work() },
    signal: new AbortController().signal,
    emit: () => undefined,
    probed: (file: unknown) => (file === graded ? { problem } : undefined),
  } as unknown as CheckContext;
  const clip = {
    name: "A001C001",
    roll: "A001",
    card: { root: "/nowhere", name: "A001" },
    layout: "flat",
    camera: undefined,
    date: undefined,
    graded,
    sidecars: [],
    owes: [],
  };
  const { probed } = await probeClip(clip, context);
  expect(probed.graded).toEqual({ file: graded, problem });
});
