// How the tests run. Only those that start the built program need it, so only they build it first.
import { defineConfig } from "vitest/config";

/** Folders whose tests start the built program. */
const PROGRAM = [
  "e2e/**/*.test.ts",
  "faults/disk/**/*.test.ts",
  "faults/hostile/**/*.test.ts",
  "faults/kill/**/*.test.ts",
  "faults/network/**/*.test.ts",
  "faults/night/**/*.test.ts",
];

/** Files share a worker, so that what they import is loaded once: no test may leave anything changed behind it. */
const shared = { testTimeout: 60_000, hookTimeout: 60_000, isolate: false };

export default defineConfig({
  test: {
    root: import.meta.dirname,
    // One more than the two cores of the smallest machine: some tests wait for a clock or a server.
    maxWorkers: 3,
    projects: [
      { test: { ...shared, name: "unit", include: ["**/*.test.ts"], exclude: PROGRAM } },
      {
        // The same tests are part of `unit`, with fewer inputs.
        test: {
          name: "fuzz",
          include: ["fuzz/**/*.test.ts"],
          env: { FUZZ_INPUTS: process.env["FUZZ_INPUTS"] ?? "100000" },
        },
      },
      {
        test: {
          name: "bench",
          testTimeout: 1_200_000,
          fileParallelism: false,
          include: ["bench/**/*.bench.ts"],
          globalSetup: [`${import.meta.dirname}/build.ts`],
        },
      },
      {
        test: {
          ...shared,
          name: "e2e",
          include: PROGRAM,
          globalSetup: [`${import.meta.dirname}/build.ts`],
        },
      },
    ],
  },
});
