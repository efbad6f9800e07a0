// What every route of the server shares.
import type { ClipMetadata } from "../domain/metadata.ts";
import type { BodyQueue } from "./api/admit-body.ts";
import type { Library } from "./library/open-library.ts";
import type { EmitServerEvent } from "./server-event.ts";
import type { Thumbnails } from "./thumbnails.ts";
import type { UploadJobs } from "./upload-jobs.ts";

/** One row of an ALE: the names that it may mean, the likeliest first, and what it says. */
export interface AleRow {
  readonly names: readonly string[];
  readonly metadata: ClipMetadata;
}

/** Throws what it likes when the file cannot be read. */
export type ReadAle = (path: string) => Promise<readonly AleRow[]>;

/** What a received video is. */
export interface MediaSummary {
  readonly durationSeconds?: number;
  /** Of one picture, on average. */
  readonly frameSeconds?: number;
  /** Pixels, upright and square. */
  readonly width: number;
  readonly height: number;
  /** A name for each, in their order. */
  readonly audioTracks: readonly string[];
}

/** Undefined for what is no video. Never rejects. */
export type ReadMedia = (video: string) => Promise<MediaSummary | undefined>;

export interface ServerContext {
  readonly library: Library;
  readonly thumbnails: Thumbnails;
  readonly jobs: UploadJobs;
  readonly readAle: ReadAle | undefined;
  readonly readMedia: ReadMedia | undefined;
  readonly clock: () => Date;
  readonly emit: EmitServerEvent;
  /** What it listens on. */
  readonly host: string;
  /** 0 until it listens. */
  port: number;
  /** `host:port` by which this server may be called in a browser on this machine; filled once it listens. */
  readonly loopbackHosts: Set<string>;
  /** Bodies of the API that are read or worked on. */
  readonly bodies: BodyQueue;
  /** Uploads under way: closing waits until each has cleaned up. */
  readonly receiving: Set<Promise<unknown>>;
}
