import { XMLParser } from "fast-xml-parser";
import { expect, test } from "vitest";
import { serviceArguments } from "../../src/commands/service-arguments.ts";
import { serviceUnit } from "../../src/watch/service-unit.ts";

const SERVICE = {
  command: [
    "/usr/bin/node",
    "/opt/odailies/bin/odailies.js",
    "watch",
    '/Vol "A" & B/100%',
    "--settle",
    "5",
    "$x",
  ],
  workingFolder: "/home/dit/100%",
  home: "/home/dit",
  environment: { ODAILIES_PROJECT: 'a "b" 100%', ODAILIES_METADATA: "/a.ale\n/b.csv" },
  secretsLeft: ["ODAILIES_TOKEN"],
};

test("systemd gets one quoted line to start, and patience to stop", () => {
  const lines = serviceUnit("systemd", SERVICE).split("\n");
  expect(lines).toContain(
    String.raw`ExecStart=/usr/bin/node /opt/odailies/bin/odailies.js watch "/Vol \"A\" & B/100%%" --settle 5 $$x`,
  );
  expect(lines).toContain("WorkingDirectory=/home/dit/100%%");
  expect(lines).toContain(String.raw`Environment="ODAILIES_PROJECT=a \"b\" 100%%"`);
  expect(lines).toContain(String.raw`Environment="ODAILIES_METADATA=/a.ale\n/b.csv"`);
  expect(lines).toContain("# Secret, so not in here; put into that file, too: ODAILIES_TOKEN");
  expect(lines).toContain("KillSignal=SIGTERM");
  expect(lines).toContain("SuccessExitStatus=3");
});

test("launchd gets a property list with each argument by itself", () => {
  const parsed = new XMLParser().parse(serviceUnit("launchd", SERVICE)) as {
    plist: { dict: { array: { string: string[] } } };
  };
  const words = parsed.plist.dict.array.string.map(String);
  expect(words.map((word) => word.replaceAll("&amp;", "&"))).toEqual(SERVICE.command);
  const plist = serviceUnit("launchd", SERVICE);
  expect(plist).toContain("<key>ODAILIES_METADATA</key>\n    <string>/a.ale\n/b.csv</string>");
  expect(plist).toContain("Secret, so not in here: ODAILIES_TOKEN -->");
});

test("a service's arguments hold no token and do not print the unit again", () => {
  const given = ["watch", "hot", "--token", "t", "--print-service", "systemd", "--token=t", "--settle=3"];
  expect(serviceArguments([...given, "--print-service=launchd"])).toEqual(["watch", "hot", "--settle=3"]);
});
