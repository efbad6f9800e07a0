// A look as a clip gets it: CDL and LUT made into one cube, ready to be laid onto the clip's code values.

export interface ClipLook {
  /** Names the look's content: another look, another id. */
  readonly id: string;
  /** For people: the LUT's file name, `CDL`, or both. */
  readonly label: string;
  /** Absolute path of the baked cube. */
  readonly cubePath: string;
}
