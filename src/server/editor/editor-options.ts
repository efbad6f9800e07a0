// What the embedded server is told of the HTML5 editor whose media source it is, and what the editor is told of it.

/** The PNG of a picture, at most `maxWidth` pixels wide. Rejects where none can be made. */
export type MakePicture = (source: PictureSource) => Promise<Buffer>;

export interface PictureSource {
  /** Absolute: a video, or a JPEG where `atSeconds` is left out. */
  readonly file: string;
  /** The first picture that is shown then or later. */
  readonly atSeconds?: number;
  readonly maxWidth: number;
  readonly signal: AbortSignal;
}

export interface EditorOptions {
  /** The pages that may call, e.g. `https://editor.example.com`: scheme, host and port, as browsers write `Origin`. */
  readonly origins: readonly string[];
  /** The address by which the editor reaches this server, without a slash at the end; as it has called when left out. */
  readonly url: string | undefined;
  /** PNGs as plain base64, or as `data:image/png;base64,…`. */
  readonly pictures: "base64" | "data-url";
  readonly makePicture: MakePicture;
}

/** Below the server's address. */
export const EDITOR_PREFIX = "/editor";

/** What the editor's developer account has to be given, by the names that the editor has for them. */
export type EditorAddresses = Readonly<
  Record<"fetchFileUrl" | "mediaTabContentUrl" | "fetchThumbnailUrl" | "callBackUrl", string>
>;

/** `url` is the server's address, without a slash at the end. */
export function editorAddresses(url: string): EditorAddresses {
  const base = `${url}${EDITOR_PREFIX}`;
  return {
    fetchFileUrl: `${base}/file`,
    mediaTabContentUrl: `${base}/media`,
    fetchThumbnailUrl: `${base}/thumbnail`,
    callBackUrl: `${base}/callback`,
  };
}
