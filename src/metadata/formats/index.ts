// Every metadata format, in the order in which they are asked. To add one: its file, its line here, its fixture,
// and its extensions in domain/sheet-extensions.ts, by which cards and hot folders know its files.
import { ale } from "./ale.ts";
import { csv } from "./csv.ts";
import type { MetadataFormat } from "./metadata-format.ts";
import { xlsx } from "./xlsx.ts";

export const METADATA_FORMATS: readonly MetadataFormat[] = [xlsx, ale, csv];
