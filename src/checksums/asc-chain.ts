// The chain of an ASC MHL history: the digest of every manifest as it was when it was sealed.
import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { formatC4Id } from "./c4-id.ts";
import { decodeXml } from "../files/decode-xml.ts";
import { readSmallFile } from "../files/read-small-file.ts";
import { childOf, childrenOf, parseXml, textOf, type XmlNode } from "../files/xml-node.ts";

const CHAIN_FILE = "ascmhl_chain.xml";
const MAX_BYTES = 16 * 1024 * 1024;

/** `unproven` when the chain is missing, cannot be read or does not list the manifest. */
export type ChainState = "sealed" | "altered" | "unproven";

/** Is a manifest (its path and its bytes) the one that its history's chain lists? Never throws. */
export async function readChainState(manifest: string, bytes: Uint8Array): Promise<ChainState> {
  const sealed = await listedC4(join(dirname(manifest), CHAIN_FILE), basename(manifest));
  if (sealed === undefined) return "unproven";
  return sealed === formatC4Id(createHash("sha512").update(bytes).digest("hex")) ? "sealed" : "altered";
}

async function listedC4(chain: string, manifestName: string): Promise<string | undefined> {
  let document: XmlNode;
  try {
    const bytes = await readSmallFile(chain, { maxBytes: MAX_BYTES, within: dirname(chain) });
    document = parseXml(decodeXml(bytes));
  } catch {
    return undefined;
  }
  const lists = childrenOf(childOf(document, "ascmhldirectory"), "hashlist");
  const name = manifestName.normalize("NFC");
  const entry = lists.find((list) => textOf(childOf(list, "path"))?.normalize("NFC") === name);
  return textOf(childOf(entry, "c4"))?.trim();
}
