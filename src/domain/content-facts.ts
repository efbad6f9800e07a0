// What a decode of the whole clip shows of its picture and sound, beyond what the file says of itself.

export interface ContentFacts {
  /** Share of the clip that is black, 0 to 1. */
  readonly blackShare: number;
  /** Share of the clip whose picture stands still, 0 to 1; undefined where this ffmpeg cannot tell. */
  readonly frozenShare: number | undefined;
  /** Undefined for a take without sound. */
  readonly sound: SoundLevel | undefined;
}

export interface SoundLevel {
  /** Of the loudest sample of the proxy's two channels, in dBFS; -200 for digital silence. */
  readonly peakDb: number;
  /**
   * How flat the tops of the waveform are, in dB (ffmpeg's astats: the mean number of samples that stay at the peak
   * together). 0 for a peak that is touched, not sat upon.
   */
  readonly flatnessDb: number;
}
