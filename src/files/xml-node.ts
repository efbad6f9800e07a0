// XML as a plain tree: every child is a list, every text is as written, entities of its own are refused.
import { XMLParser, XMLValidator } from "fast-xml-parser";

/** An element; its accessors are below. */
export interface XmlNode {
  readonly [part: string]: readonly XmlNode[] | string | undefined;
}

/** Thrown for text that is no well-formed XML or declares a document type. */
export class XmlError extends Error {
  override readonly name = "XmlError";
}

const TEXT = "#text";

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  textNodeName: TEXT,
  alwaysCreateTextNode: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  removeNSPrefix: true,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
});

/** The document: a node whose children are the root elements. */
export function parseXml(text: string): XmlNode {
  if (/<!DOCTYPE/i.test(text)) throw new XmlError("it declares a document type");
  let validity: ReturnType<typeof XMLValidator.validate>;
  try {
    validity = XMLValidator.validate(text);
    if (validity === true) return parser.parse(text) as XmlNode;
  } catch (cause) {
    throw new XmlError("it is not well-formed XML", { cause });
  }
  throw new XmlError(`it is not well-formed XML (line ${validity.err.line}: ${trimStop(validity.err.msg)})`);
}

export function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  const children = node?.[name];
  return Array.isArray(children) ? (children as readonly XmlNode[]) : [];
}

export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return childrenOf(node, name)[0];
}

/** Text of an element; line breaks that only lay out the file do not count, other white space does. */
export function textOf(node: XmlNode | undefined): string | undefined {
  const text = node?.[TEXT];
  if (typeof text !== "string") return undefined;
  return decodeReferences(/[\r\n]/.test(text) ? text.trim() : text);
}

export function attributeOf(node: XmlNode | undefined, name: string): string | undefined {
  const value = node?.[`@${name}`];
  return typeof value === "string" ? decodeReferences(value) : undefined;
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The five references of XML itself, and characters by number. One pass, so that nothing expands twice. */
function decodeReferences(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(
    /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));/g,
    (reference, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? reference;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : reference;
    },
  );
}

function trimStop(message: string): string {
  return message.replace(/\.$/, "");
}
