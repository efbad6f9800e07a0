// How the tests run. Only the e2e tests need the built program, so only they build it first.
import { defineConfig } from "vitest/config";

const shared = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    root: import.meta.dirname,
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: "unit", include: ["**/*.test.ts"], exclude: ["e2e/**"] } },
      {
        test: {
          ...shared,
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          globalSetup: [`${import.meta.dirname}/build.ts`],
        },
      },
    ],
  },
});
