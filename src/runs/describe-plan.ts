export function describePlan(p: unknown): Promise<unknown> {
  return Promise.resolve(p);
}
