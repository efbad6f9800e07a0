// One file put into a clean container.
import { join } from "node:path";
import { remux } from "../../media/remux.ts";
import type { MakeContext } from "../delivery.ts";
import { identifySource } from "../../ledger/source-identity.ts";
import { finishFile } from "./finish-file.ts";
import type { MadeFile } from "./made-file.ts";
import { type FileToMake, reportRender } from "./file-to-make.ts";
import { inPartFolder } from "./part-folder.ts";
import { requireSpace } from "./work-space.ts";

/** Throws `proxy_failed`, `insufficient_space`, `card_changed`. */
export async function remuxFile(request: FileToMake, make: MakeContext): Promise<MadeFile> {
  const { clip, role, file, facts } = request;
  return inPartFolder(clip, make, async (folder) => {
    await requireSpace(folder, { action: "remux", facts, outputs: 1 }, make.check.wants.spec.proxy);
    const source = await identifySource(file);
    const part = join(folder, `${role}.mp4`);
    const { onProgress, warn } = reportRender(request, make.check);
    const { signal, tools } = make.check;
    warn(await remux(tools, { source: file.path, facts, target: part, signal, onProgress }));
    return finishFile({ ...request, action: "remux", source, part }, make);
  });
}
