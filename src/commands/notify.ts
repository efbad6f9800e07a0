// `--notify <url>`: whoever wants to know is told how a run ended. That it cannot be told costs the run nothing.
import { createHttpClient } from "../net/http-client.ts";
import type { Emit } from "../domain/events.ts";
import type { RunEnded } from "../runs/tally.ts";
import { renderWarning } from "../render/render-warning.ts";
import { resultLine, type RunSubjectFields } from "../render/result-line.ts";
import type { CommandCall } from "../setup/command-call.ts";

const TIMEOUT_MS = 15_000;

export interface HeardRun {
  readonly emit: Emit;
  /** What the run said of itself when it began; undefined before. */
  subject(): RunSubjectFields | undefined;
}

/** Listens to what a run says of itself, and hands everything on. */
export function hearSubject(emit: Emit, project: string | undefined): HeardRun {
  let subject: RunSubjectFields | undefined;
  return {
    emit: (event) => {
      if (event.type === "run-started") {
        const { run, command, source, destination } = event;
        subject = { run, command, source, destination, project: project ?? null };
      }
      emit(event);
    },
    subject: () => subject,
  };
}

/**
 * POSTs the `result` line as JSON, with what the run was about. Never rejects: what goes wrong is a warning. The URL is a secret.
 */
export async function notify(
  url: string | undefined,
  { result, subject }: { readonly result: RunEnded; readonly subject: RunSubjectFields | undefined },
  streams: CommandCall["streams"],
): Promise<void> {
  if (url === undefined) return;
  const client = createHttpClient({
    proxyFromEnvironment: true,
    connectTimeoutMs: TIMEOUT_MS,
    stallTimeoutMs: TIMEOUT_MS,
  });
  try {
    const { status, host } = await client.send({
      method: "POST",
      url,
      headers: { "content-type": "application/json" },
      body: resultLine(result, subject, streams.redact),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      secrets: [url],
    });
    if (status >= 300) renderWarning(`--notify: ${host} answered ${status}.`, streams);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    renderWarning(`--notify: nobody was told of the run's end: ${reason}`, streams);
  } finally {
    await client.close();
  }
}
