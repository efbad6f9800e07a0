// What all destinations share of one clip: it is checked once, and each of its files is made once, whoever asks first.
import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  type CheckedClip,
  type ClipPlan,
  type OwedFile,
  owedFile,
  type ReadyFile,
  type Role,
} from "../domain/clip.ts";
import { checkFit } from "./check/check-fit.ts";
import { looksBroken } from "./check/looks-broken.ts";
import type { Delivery } from "./delivery.ts";
import type { Priority } from "./limits.ts";
import type { MadeFile } from "./make/made-file.ts";
import { makeFile } from "./make/make-file.ts";
import { findFinishedStill, isStillToMake, makeThumbnail } from "./make/make-thumbnail.ts";

export interface ClipWork {
  checked(): Promise<CheckedClip>;
  graded(owed: OwedFile, priority: Priority): Promise<MadeFile>;
  log(owed: OwedFile, priority: Priority): Promise<MadeFile>;
  picture(owed: OwedFile, priority: Priority): Promise<ReadyFile>;
  /** Deletes what was made of roles that every destination has by now. */
  finish(isEverywhere: (role: Role) => boolean): Promise<void>;
}

/** `missing`: the roles that some destination does not have yet. */
export function openClipWork(plan: ClipPlan, missing: ReadonlySet<Role>, delivery: Delivery): ClipWork {
  const { make, cards, verifyHashes, rules } = delivery;
  const made = new Map<Role, ReadyFile>();
  const note = async (file: ReadyFile) => {
    made.set(file.role, file);
    await keepCopy(file, rules.keepProxies);
  };
  const checked = once(async () => {
    const { check, knowledge } = make;
    const { rowsOf } = knowledge;
    const clip = await checkFit(plan, { check, verifyHashes, rowsOf, leavesToRender: true });
    // A card that is being pulled out makes files look broken.
    if (looksBroken(clip)) await cards.requireHere(plan.card);
    return clip;
  });
  const wanted = (clip: CheckedClip, role: Role) => (missing.has(role) ? owedFile(clip, role) : undefined);
  const graded = once(async (owed: OwedFile, priority: Priority) => {
    const clip = await checked();
    const picture = wanted(clip, "thumbnail");
    const beside = {
      log: wanted(clip, "log"),
      still: picture && isStillToMake(clip, picture) ? picture : undefined,
    };
    const file = await makeFile(clip, { role: "graded", owed, beside, priority }, make);
    await note(file.file);
    return file;
  });
  const makePicture = async (clip: CheckedClip, owed: OwedFile, priority: Priority) => {
    const ofGraded = owedFile(clip, "graded") ?? owed;
    return makeThumbnail(clip, owed, await graded(ofGraded, priority), priority, make);
  };
  return {
    checked,
    graded,
    log: once(async (owed, priority) => {
      const beside = { log: undefined, still: undefined };
      const file = await makeFile(await checked(), { role: "log", owed, beside, priority }, make);
      await note(file.file);
      return file;
    }),
    picture: once(async (owed, priority) => {
      const clip = await checked();
      const file = (await findFinishedStill(clip, owed, make)) ?? (await makePicture(clip, owed, priority));
      await note(file);
      return file;
    }),
    finish: async (isEverywhere) => {
      for (const file of made.values())
        if (isMade(file) && isEverywhere(file.role)) await rm(file.path, { force: true });
    },
  };
}

/** What failed is tried anew by the next who asks. */
function once<Arguments extends unknown[], Result>(
  work: (...given: Arguments) => Promise<Result>,
): (...given: Arguments) => Promise<Result> {
  let result: Promise<Result> | undefined;
  return (...given) => {
    result ??= work(...given).catch((error: unknown) => {
      result = undefined;
      throw error;
    });
    return result;
  };
}

/** Files on the card stay as they are; what was made here is deleted once it is up. */
function isMade(file: ReadyFile): boolean {
  return file.action !== "passthrough" && file.path !== file.source.path;
}

/** For the person who wants what was made. Before it is sent: once it is, no further run would think of it. */
async function keepCopy(file: ReadyFile, folder: string | undefined): Promise<void> {
  if (folder === undefined || !isMade(file)) return;
  const target = join(folder, basename(file.path));
  await mkdir(folder, { recursive: true });
  await copyFile(file.path, `${target}.part`);
  await rename(`${target}.part`, target);
}
