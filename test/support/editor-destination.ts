// The editor as a destination before a fake backend, and a transfer that keeps what it is told to, as a ledger would.
import { onTestFinished } from "vitest";
import type { Destination } from "../../src/destinations/destination.ts";
import { DEFAULT_FILE_NAME, DEFAULT_FOLDER } from "../../src/destinations/html5-editor/name-template.ts";
import {
  type Html5EditorOptions,
  openHtml5Editor,
} from "../../src/destinations/html5-editor/open-html5-editor.ts";
import type { OutgoingFile, RemoteIds, Transfer } from "../../src/domain/delivery.ts";
import type { ClipMetadata } from "../../src/domain/metadata.ts";
import type { EditorServer } from "./editor-server.ts";
import { QUICK_RETRY, testClient } from "./net-client.ts";
import { outgoingFile, transfer } from "./net-outgoing-file.ts";

export function editorDestination(
  { api, token }: Pick<EditorServer, "api" | "token">,
  options: Partial<Html5EditorOptions> = {},
): Destination {
  const destination = openHtml5Editor({
    api,
    token,
    project: "My Film",
    http: testClient(),
    retry: { policy: QUICK_RETRY },
    folder: DEFAULT_FOLDER,
    fileName: DEFAULT_FILE_NAME,
    log: false,
    partBytes: 8 * 1024 * 1024,
    patience: { pollMs: 1, longestMs: 5000 },
    ...options,
  });
  onTestFinished(() => destination.close());
  return destination;
}

/** What is kept outlives the transfer that keeps it. */
export function keepingTransfer(ids: Record<string, string>, overrides: Partial<Transfer> = {}): Transfer {
  const keep = (more: RemoteIds) => void Object.assign(ids, more);
  return transfer({ kept: (role) => (role === "graded" ? { ...ids } : {}), keep, ...overrides });
}

/** A file of whose clip everything given here is known. */
export async function describedFile(
  bytes: Uint8Array,
  metadata: ClipMetadata,
  names: Parameters<typeof outgoingFile>[1] = {},
): Promise<OutgoingFile> {
  const file = await outgoingFile(bytes, names);
  return { ...file, describe: () => Promise.resolve({ metadata, source: file.path }) };
}
