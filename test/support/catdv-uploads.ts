// Uploads to a CatDV server: a ticket, then pieces one after the other; a Worker makes the clip some time later.
import type { Catalogues, Fields, Outcome } from "./catdv-catalogue.ts";

interface Upload {
  readonly filename: string;
  readonly sizeBytes: number;
  readonly metadata: Fields;
  readonly pieces: Buffer[];
}

export class Uploads {
  readonly open = new Map<string, Upload>();
  /** Files that came whole and that no Worker has taken yet. */
  readonly waiting: Upload[] = [];
  /** What arrived whole, in order. */
  readonly arrived: { readonly filename: string; readonly bytes: Buffer }[] = [];
  /** Does the Worker take files at once? */
  hasWorker = true;
  readonly #catalogues: Catalogues;
  #last = 0;

  constructor(catalogues: Catalogues) {
    this.#catalogues = catalogues;
  }

  begin(body: Fields): Outcome {
    const { filename, fileSize, metadata = {} } = body;
    if (typeof filename !== "string" || /[/\\]/.test(filename)) return refuse("filename is wanted");
    if (typeof fileSize !== "number" || !Number.isInteger(fileSize)) return refuse("fileSize is wanted");
    this.#last += 1;
    const ticket = `T${this.#last}`;
    this.open.set(ticket, { filename, sizeBytes: fileSize, metadata: metadata as Fields, pieces: [] });
    return { data: { ticket, bytesUploaded: 0 } };
  }

  /** Whatever arrived is kept, however the request ended. */
  append(ticket: string, piece: Buffer): Outcome {
    const upload = this.open.get(ticket);
    if (!upload) return refuse("No such upload");
    const bytesUploaded = sizeOf(upload) + piece.length;
    if (bytesUploaded > upload.sizeBytes) {
      this.open.delete(ticket);
      return refuse("More bytes than announced");
    }
    upload.pieces.push(piece);
    if (bytesUploaded === upload.sizeBytes) {
      this.open.delete(ticket);
      this.arrived.push({ filename: upload.filename, bytes: Buffer.concat(upload.pieces) });
      this.waiting.push(upload);
      if (this.hasWorker) this.work();
    }
    return { data: { bytesUploaded } };
  }

  /** The Worker makes a clip of each file that waits. */
  work(): void {
    for (const { filename, sizeBytes, metadata } of this.waiting.splice(0)) {
      this.#catalogues.create({
        name: filename.replace(/\.[^.]+$/, ""),
        catalogID: this.#catalogues.list[0]?.ID,
        ...metadata,
        media: { filePath: `/srv/uploads/${filename}`, fileSize: sizeBytes },
      });
    }
  }
}

function sizeOf({ pieces }: Upload): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

function refuse(message: string): Outcome {
  return { status: "ERROR", message };
}
