// What every route of the server shares.
import type { ClipMetadata } from "../domain/metadata.ts";
import type { Library } from "./library/open-library.ts";
import type { EmitServerEvent } from "./server-event.ts";
import type { Thumbnails } from "./thumbnails.ts";

/** Reads an ALE into rows that name a clip. Throws what it likes when the file cannot be read. */
export type ReadAle = (path: string) => Promise<readonly ({ readonly name: string } & ClipMetadata)[]>;

/** How long a received video plays, in seconds; undefined where that cannot be told. Never rejects. */
export type ReadDuration = (video: string) => Promise<number | undefined>;

export interface ServerContext {
  readonly library: Library;
  readonly thumbnails: Thumbnails;
  readonly readAle: ReadAle | undefined;
  readonly readDuration: ReadDuration | undefined;
  readonly clock: () => Date;
  readonly emit: EmitServerEvent;
  /** `host:port` by which this server may be called in a browser on this machine; filled once it listens. */
  readonly loopbackHosts: Set<string>;
  /** Uploads under way: closing waits until each has cleaned up. */
  readonly receiving: Set<Promise<unknown>>;
}
