// Hash lists as offload programs write them, with the chain of their history.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readMhl } from "../../src/checksums/read-mhl.ts";
import { fuzzReader, samplesOf } from "../support/fuzz-reader.ts";
import { tempFolder } from "../support/temp-folder.ts";

const LIST = Buffer.from(`<?xml version="1.0"?><hashlist version="2.0" xmlns="urn:ASC:MHL:v2.0"><creatorinfo>
<creationdate>2026-05-01T20:00:00+00:00</creationdate><tool version="1">t</tool></creatorinfo><hashes><hash>
<path size="3" lastmodificationdate="2026-05-01T19:00:00+00:00">A/A001.mp4</path>
<md5 action="original" hashdate="2026-05-01T20:00:00+00:00">acbd18db4cc2f85cedef654fccc4a4d8</md5></hash></hashes></hashlist>`);
const OLD_LIST =
  Buffer.from(`<?xml version="1.0"?><hashlist version="1.1"><hash><file>A001.mp4</file><size>3</size>
<lastmodificationdate>2026-05-01T19:00:00Z</lastmodificationdate><xxhash64be>00000000deadbeef</xxhash64be></hash></hashlist>`);
const CHAIN =
  Buffer.from(`<?xml version="1.0"?><ascmhldirectory xmlns="urn:ASC:MHL:DIRECTORY:v2.0"><hashlist sequencenr="1">
<path>0001_A001.mhl</path><c4>c43zYcLni5LF9rR4Lg4B8h3Jp8SBwjcnyyeh4bc6gTPHndKuKdjUWx1kJPYhZxYt3zV6tQXpDs2shPsPYjgG81wZM1</c4>
</hashlist></ascmhldirectory>`);

/** Of the inputs: each is written to the disk first. */
const WRITES_FILES = 0.05;

let folder: string | undefined;
const inHistory = (name: string, beside: readonly (readonly [string, Buffer])[]) => async (bytes: Buffer) => {
  folder ??= join(await tempFolder(), "ascmhl");
  await mkdir(folder, { recursive: true });
  for (const [other, content] of beside) await writeFile(join(folder, other), content);
  await writeFile(join(folder, name), bytes);
  await readMhl(join(folder, "0001_A001.mhl"));
};

fuzzReader("mhl", {
  samples: [LIST, OLD_LIST, ...samplesOf("mhl", "mhl", /\.mhl$/)],
  read: inHistory("0001_A001.mhl", []),
  share: WRITES_FILES,
});
fuzzReader("asc-chain", {
  samples: [CHAIN, ...samplesOf("mhl", "mhl", /chain\.xml$/)],
  read: inHistory("ascmhl_chain.xml", [["0001_A001.mhl", LIST]]),
  share: WRITES_FILES,
});
