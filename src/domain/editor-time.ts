// How the HTML5 editor counts time, in its own API and in those that it calls.

/** Lengths and times are in units of 100 ns. */
export const EDITOR_UNITS_PER_SECOND = 10_000_000;
