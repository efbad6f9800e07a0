// What is to be burnt into graded proxies: texts in the corners, a watermark, a mask.

export const POSITIONS = ["tl", "tc", "tr", "bl", "bc", "br"] as const;
export type BurnInPosition = (typeof POSITIONS)[number];

/** Literal text, or the name of a field (see `BURN_IN_FIELDS`). */
export type TemplatePart = { readonly text: string } | { readonly field: string };

/** Words between white space; a word whose fields are all unknown of a clip is left out. */
export type Template = readonly (readonly TemplatePart[])[];

export interface BurnIn {
  readonly texts: Readonly<Partial<Record<BurnInPosition, Template>>>;
  /** Large, faint, in the middle. */
  readonly watermark: Template | undefined;
  readonly mask: Mask | undefined;
  /** A font file that the user named. */
  readonly fontPath: string | undefined;
  /** Height of the texts, in percent of the picture's. */
  readonly sizePercent: number;
}

export interface Mask {
  /** Width by height of what stays visible. */
  readonly aspect: number;
  /** Of the bars: 1 is black. */
  readonly opacity: number;
}
