// A day as people and other systems read it.

/** `20260422` → `2026-04-22`; anything else as it is. */
export function formatDay(day: string): string {
  return day.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
}
