// For a request that must not be left alone halfway: its answer tells what has to be given back, or not done again.

const GRACE_MS = 5000;

/** Does `work` with a signal that is aborted so long after `signal` was, with its reason. */
export async function lingering<Result>(
  signal: AbortSignal,
  work: (late: AbortSignal) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = () => (timer = setTimeout(() => late.abort(signal.reason), GRACE_MS));
  signal.addEventListener("abort", begin, { once: true });
  try {
    return await work(late.signal);
  } finally {
    signal.removeEventListener("abort", begin);
    clearTimeout(timer);
  }
}
