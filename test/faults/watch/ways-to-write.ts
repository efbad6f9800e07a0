// How copy programs, renderers and people put a file into a folder; each way ends with the same whole clip.
import { execFile, spawn } from "node:child_process";
import { link, mkdir, rename, rm, symlink, truncate, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { CLIP, INDEX_LAST, OTHER_CLIP, put, withFile, writeSlowly } from "../../support/watch-clips.ts";
import { pauseMs, until } from "../../support/watch-session.ts";

const run = promisify(execFile);

/** Longer than a file has to be left alone. */
const PAUSE_MS = 1800;
/** Longer than it takes from then on to the upload of a clip that nothing holds back. */
const HELD_MS = 6000;
const HALF = CLIP.length >> 1;

interface Place {
  /** A folder of its own in the watched one; not there yet. */
  readonly folder: string;
  /** Where the clip shall be in the end. */
  readonly path: string;
  /** Beside the watched folder, on the same volume. */
  readonly staging: string;
  /** The clip is up. */
  isUp(): boolean;
}

export interface Way {
  readonly name: string;
  /** Resolves at the moment when the clip is whole. */
  readonly write: (place: Place) => Promise<void>;
  /** What happens after that. */
  readonly afterwards?: (place: Place) => Promise<void>;
  /** What has to arrive; default: the clip as it is. `remuxed`: a clip of another container. */
  readonly sent?: Buffer | "remuxed" | "nothing";
  /** Its file name; default: the clip's name and `.mp4`. */
  readonly file?: (clip: string) => string;
}

export const WAYS: readonly Way[] = [
  {
    name: "written slowly from front to back",
    write: ({ path }) => withFile(path, (file) => writeSlowly(file, { pieces: 8, everyMs: 300 })),
  },
  {
    name: "many small writes",
    write: ({ path }) => withFile(path, (file) => writeSlowly(file, { pieces: 300, everyMs: 4 })),
  },
  {
    name: "preallocated to its full size, then filled",
    write: ({ path }) =>
      withFile(path, async (file) => {
        await file.truncate(CLIP.length);
        await writeSlowly(file, { pieces: 8, everyMs: 300 });
      }),
  },
  {
    name: "preallocated, and its end written before its beginning",
    write: ({ path }) =>
      withFile(path, async (file) => {
        await file.truncate(CLIP.length);
        await writeSlowly(file, { from: HALF, pieces: 3, everyMs: 200 });
        await writeSlowly(file, { to: HALF, pieces: 3, everyMs: 200 });
      }),
  },
  {
    name: "preallocated, closed and left alone with a hole at its end",
    write: async ({ path }) => {
      await withFile(path, async (file) => {
        await file.truncate(CLIP.length);
        await writeSlowly(file, { to: HALF, pieces: 1, everyMs: 0 });
      });
      await pauseMs(PAUSE_MS);
      await withFile(path, (file) => writeSlowly(file, { from: HALF, pieces: 1, everyMs: 0 }), "r+");
    },
  },
  {
    name: "preallocated, closed and left alone with a hole in its middle",
    write: async ({ path }) => {
      const [from, to] = [Math.floor(CLIP.length * 0.4), Math.floor(CLIP.length * 0.6)];
      await withFile(path, async (file) => {
        await file.truncate(CLIP.length);
        await writeSlowly(file, { to: from, pieces: 1, everyMs: 0 });
        await writeSlowly(file, { from: to, pieces: 1, everyMs: 0 });
      });
      await pauseMs(PAUSE_MS);
      await withFile(path, (file) => writeSlowly(file, { from, to, pieces: 1, everyMs: 0 }), "r+");
    },
  },
  {
    name: "paused for long while the writer has it open",
    write: ({ path }) =>
      withFile(path, async (file) => {
        await writeSlowly(file, { to: HALF, pieces: 1, everyMs: PAUSE_MS });
        await writeSlowly(file, { from: HALF, pieces: 1, everyMs: 0 });
      }),
  },
  {
    name: "all there, but the writer keeps it open and changes its last byte",
    write: ({ path }) =>
      withFile(path, async (file) => {
        const almost = Buffer.from(CLIP);
        almost[almost.length - 1] = (almost.at(-1) ?? 0) ^ 0xff;
        await writeSlowly(file, { bytes: almost, pieces: 1, everyMs: PAUSE_MS });
        await file.write(CLIP, CLIP.length - 1, 1, CLIP.length - 1);
      }),
  },
  {
    name: "closed, opened again before it had settled, and changed much later",
    write: async ({ path }) => {
      const almost = Buffer.from(CLIP);
      almost[almost.length - 1] = (almost.at(-1) ?? 0) ^ 0xff;
      await put(path, almost);
      await pauseMs(600);
      await withFile(
        path,
        async (file) => {
          await pauseMs(PAUSE_MS);
          await file.write(CLIP, CLIP.length - 1, 1, CLIP.length - 1);
        },
        "r+",
      );
    },
  },
  {
    name: "paused for long by another program",
    write: async ({ path, staging }) => {
      await put(join(staging, "first"), CLIP.subarray(0, HALF));
      await put(join(staging, "second"), CLIP.subarray(HALF));
      await mkdir(dirname(path), { recursive: true });
      const script = `exec 3> "$1"; cat "$2/first" >&3; sleep ${PAUSE_MS / 1000}; cat "$2/second" >&3`;
      const writer = spawn("sh", ["-c", script, "sh", path, staging], { stdio: "ignore" });
      await new Promise((resolve) => {
        writer.once("exit", resolve);
      });
    },
  },
  {
    name: "closed half written, and appended after a pause",
    write: async ({ path }) => {
      await put(path, CLIP.subarray(0, HALF));
      await pauseMs(PAUSE_MS);
      await withFile(path, async (file) => void (await file.write(CLIP.subarray(HALF))), "a");
    },
  },
  {
    name: "rendered with its index last, paused before that",
    sent: "remuxed",
    write: async ({ path }) => {
      const cut = INDEX_LAST.length - 4000;
      await put(path, INDEX_LAST.subarray(0, cut));
      await pauseMs(PAUSE_MS);
      await withFile(path, async (file) => void (await file.write(INDEX_LAST.subarray(cut))), "a");
    },
  },
  {
    name: "rendered with its index last, then rewritten with it first",
    write: async ({ path }) => {
      await put(path, INDEX_LAST);
      await pauseMs(400);
      await withFile(
        path,
        async (file) => {
          await writeSlowly(file, { pieces: 5, everyMs: 250 });
          await file.truncate(CLIP.length);
        },
        "r+",
      );
    },
  },
  {
    name: "truncated and written anew",
    write: async ({ path }) => {
      await put(path, OTHER_CLIP);
      await pauseMs(400);
      await truncate(path);
      await pauseMs(400);
      await put(path);
    },
  },
  {
    name: "replaced by a rename before it had settled",
    write: async ({ path, staging }) => {
      await put(path, OTHER_CLIP);
      await put(join(staging, "new"));
      await pauseMs(500);
      await rename(join(staging, "new"), path);
    },
  },
  {
    name: "written as .part and renamed",
    write: async ({ path }) => {
      await withFile(`${path}.part`, (file) => writeSlowly(file, { pieces: 4, everyMs: 300 }));
      await pauseMs(PAUSE_MS);
      await rename(`${path}.part`, path);
    },
  },
  {
    name: "written as rsync does, under a hidden name",
    write: async ({ path, folder }) => {
      const hidden = join(folder, `.${path.slice(folder.length + 1)}.Xy12Za`);
      await withFile(hidden, (file) => writeSlowly(file, { pieces: 4, everyMs: 300 }));
      await utimes(hidden, new Date("2001-02-03"), new Date("2001-02-03"));
      await pauseMs(PAUSE_MS);
      await rename(hidden, path);
    },
  },
  {
    name: "copied by o/COPY: copy_in_progress, and a checkpoint until all is done",
    write: async ({ path, folder }) => {
      await put(join(folder, ".ocopy-checkpoint"), "{}");
      await put(`${path}.copy_in_progress`);
      await rename(`${path}.copy_in_progress`, path);
      await pauseMs(HELD_MS);
      await rm(join(folder, ".ocopy-checkpoint"));
    },
  },
  {
    name: "a marker beside it that goes late",
    write: async ({ path }) => {
      await put(`${path}.crdownload`, "");
      await put(path);
      await pauseMs(HELD_MS);
      await rm(`${path}.crdownload`);
    },
  },
  {
    name: "an empty file first",
    write: async ({ path }) => {
      await put(path, "");
      await pauseMs(PAUSE_MS);
      await put(path);
    },
  },
  {
    name: "copied with cp",
    write: async ({ path, staging }) => {
      await put(join(staging, "clip"));
      await mkdir(dirname(path), { recursive: true });
      await run("cp", [join(staging, "clip"), path]);
    },
  },
  {
    name: "copied with dd, block by block and synced",
    write: async ({ path, staging }) => {
      await put(join(staging, "clip"));
      await mkdir(dirname(path), { recursive: true });
      await run("dd", [`if=${join(staging, "clip")}`, `of=${path}`, "bs=64k", "oflag=dsync"]);
    },
  },
  {
    name: "moved into the folder",
    write: async ({ path, staging }) => {
      await put(join(staging, "clip"));
      await mkdir(dirname(path), { recursive: true });
      await rename(join(staging, "clip"), path);
    },
  },
  {
    name: "linked into the folder by a second name",
    write: async ({ path, staging }) => {
      await put(join(staging, "clip"));
      await mkdir(dirname(path), { recursive: true });
      await link(join(staging, "clip"), path);
    },
  },
  {
    name: "linked while it is still written under its other name",
    write: async ({ path, staging }) => {
      await mkdir(dirname(path), { recursive: true });
      await withFile(join(staging, "clip"), async (file) => {
        await writeSlowly(file, { to: HALF, pieces: 1, everyMs: 100 });
        await link(join(staging, "clip"), path);
        await pauseMs(PAUSE_MS);
        await writeSlowly(file, { from: HALF, pieces: 1, everyMs: 0 });
      });
    },
  },
  {
    name: "a symbolic link, which is not a clip",
    sent: "nothing",
    write: async ({ path, staging }) => {
      await put(join(staging, "clip"));
      await mkdir(dirname(path), { recursive: true });
      await symlink(join(staging, "clip"), path);
    },
  },
  {
    name: "a folder with the name of a clip",
    sent: "nothing",
    write: ({ path }) => mkdir(path, { recursive: true }).then(() => undefined),
  },
  {
    name: "touched before it had settled and after it was up",
    write: async ({ path }) => {
      await put(path);
      await pauseMs(400);
      await utimes(path, new Date(), new Date());
    },
    afterwards: async ({ path, isUp }) => {
      await until(isUp);
      await utimes(path, new Date(), new Date());
    },
  },
  {
    name: "dated back when it is written, as cp -p does",
    write: async ({ path }) => {
      await withFile(path, async (file) => {
        await writeSlowly(file, { pieces: 4, everyMs: 300 });
        await file.utimes(new Date("1999-12-31"), new Date("1999-12-31"));
      });
    },
  },
  {
    name: "dated into the future",
    write: async ({ path }) => {
      await put(path);
      await utimes(path, new Date("2037-01-01"), new Date("2037-01-01"));
    },
  },
  {
    name: "dated back while it is still written",
    write: ({ path }) =>
      withFile(path, async (file) => {
        await writeSlowly(file, { to: HALF, pieces: 2, everyMs: 200 });
        await file.utimes(new Date("2005-05-05"), new Date("2005-05-05"));
        await pauseMs(PAUSE_MS);
        await writeSlowly(file, { from: HALF, pieces: 2, everyMs: 200 });
        await file.utimes(new Date("2005-05-05"), new Date("2005-05-05"));
      }),
  },
  {
    name: "a whole folder renamed into place",
    write: async ({ path, folder, staging }) => {
      await put(join(staging, "card", path.slice(folder.length + 1)));
      await rename(join(staging, "card"), folder);
    },
  },
  {
    name: "a folder renamed while it is copied into",
    write: async ({ path, folder }) => {
      const early = `${folder}-untitled`;
      await put(join(early, "notes.txt"), "roll");
      await pauseMs(400);
      await rename(early, folder);
      await withFile(path, (file) => writeSlowly(file, { pieces: 3, everyMs: 200 }));
    },
  },
  {
    name: "deep in new folders made at once",
    file: (clip) => `Day01/A-Cam/Dailies/${clip}.mp4`,
    write: ({ path }) => put(path),
  },
  {
    name: "its folder deleted and made again",
    write: async ({ path, folder }) => {
      await put(path, OTHER_CLIP);
      await pauseMs(400);
      await rm(folder, { recursive: true });
      await mkdir(folder);
      await pauseMs(200);
      await withFile(path, (file) => writeSlowly(file, { pieces: 4, everyMs: 200 }));
    },
  },
  {
    name: "its name changed from small to capital letters before it had settled",
    write: async ({ path, folder }) => {
      const small = join(folder, path.slice(folder.length + 1).toLowerCase());
      await put(small);
      await pauseMs(400);
      await rename(small, path);
    },
  },
  {
    name: "a name in decomposed Unicode, as macOS writes it",
    file: (clip) => `${clip}_Ha\u0308user.mp4`,
    write: ({ path }) => put(path),
  },
  {
    name: "a name with spaces, quotes and percent signs",
    file: (clip) => `${clip} 100% 'take'.mp4`,
    write: ({ path }) => put(path),
  },
  {
    name: "beside a file that is written for ever",
    write: async ({ path, folder }) => {
      await put(join(folder, "render.log"), "");
      const noise = setInterval(
        () => void writeFile(join(folder, "render.txt"), String(Date.now())).catch(() => undefined),
        100,
      );
      setTimeout(() => clearInterval(noise), 10_000).unref();
      await put(path);
    },
  },
];
