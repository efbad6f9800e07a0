import { join } from "node:path";
import { expect, test } from "vitest";
import { local } from "../../src/destinations/odailies/local-kind.ts";
import { chooseLibrary } from "../../src/setup/choose-library.ts";
import { rejection } from "../support/net-client.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("a project that the library cannot have is refused, and its server does not stay behind", async () => {
  const library = join(await tempFolder(), "library");
  const config = { project: "northern lights", apiVersion: "auto", stallTimeout: 5 };
  const call = { resolved: { config }, streams: { addSecret: () => undefined } } as unknown as Parameters<
    typeof chooseLibrary
  >[1];
  const listening = () => process.getActiveResourcesInfo().filter((what) => what === "TCPServerWrap").length;
  const before = listening();
  const chosen = chooseLibrary(local, call, { library } as Parameters<typeof chooseLibrary>[2]);
  expect(await rejection(chosen.toOpen.open(() => undefined))).toMatchObject({
    code: "usage",
    message: "The project id northern lights holds more than letters, digits, . _ and -.",
  });
  await expect.poll(listening).toBe(before);
});
