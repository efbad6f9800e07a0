// The words by which a header row is known, as vendors and people write them. Only to find the row and to
// judge its cells; what a column means is decided elsewhere.

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Columns that name the clip or its file. */
export const CLIP_WORDS = words(`
  cameraclipname clipname metadataclipname filename sourcefile sourcefilename originalfilename clipfilename file
  name clip clipid displayname sourcefilepath sourcepath filepath unc uncpath shotnumber clipnumber dateiname
`);

/** Columns that hold a timecode per row; in frame-by-frame exports the one that counts. */
export const TIMECODE_WORDS = words(`
  timecode tc mastertc start starttc starttimecode abstc edgetc timecodeabs timecodeedge cameratc tc24 tc25 tc30
  soundtc auxiliarytc1
`);

/** A header row has at least one of these: without it a row cannot be matched to a clip. */
export const KEY_WORDS: ReadonlySet<string> = new Set([
  ...CLIP_WORDS,
  ...TIMECODE_WORDS,
  ...words(`
    tape tapename tapeid reel reelname reeltape reelid camreelid reelnumber roll rollcard camroll cameraroll labroll
    soundroll scene scenenumber slate szene bild secuencia scena take takenumber klappe prise toma ciak
  `),
]);

/** Numbers with a fraction stand here: they tell a decimal comma. */
export const DECIMAL_WORDS = words(`
  fps framerate shotframerate camerafps projectfps projectrate sensorfps recordfps capturefps cfps shutter
  shutterangle focallength focallengthmm focalpointmm lensfocallength focusdistance lensfocusdistance distance
  aperture cameraaperture iris lensiris tstop fstop stop nd ndfilter ndfilterdensity whitebalancetint tint ccshift
  blende brennweite ascsat
`);

/** Never a timecode: one that stands here shows that the row's values are shifted against the header. */
export const NO_TIMECODE_WORDS = words(`
  ascsop ascsat scene shot take camera cameraindex camroll reel reelname reelid shootdate date daterecorded
  datecamera tracks iso exposureindex exposureindexasa whitebalance whitepointkelvin lens lensmodel lenstype filter
  sensorfps projectfps fps cameramodel circled circletake circledtake goodtake
`);

/** Always a timecode, a frame count or empty. */
export const ONLY_TIMECODE_WORDS = words(`start end starttc endtc starttimecode endtimecode`);

const OTHER_WORDS = words(`
  end endtc endtimecode duration durationtc length totalframes tracks channels shot setup plan einstellung
  description descript comment comments note notes lognote keywords bemerkung beschreibung kommentar circled circle
  circletake circledtake goodtake good print rating stars camera cameraindex cam cameraid cameranumber cameramodel
  cameratype cameraserialnumber kamera shootdate shootday date datum daterecorded datecamera day lens lensmodel
  lenstype lensname lensnumber objektiv iso ei asa exposureindex exposureindexasa whitebalance whitepoint
  whitepointkelvin kelvin colortemp colortemperature shutterspeed exposuretime filter filters gamma ascsop episode
  sequence project production director location wild samplerate bitdepth frame frames index status resolution codec
  focus framein frameout aperturenumber photographicsensitivity clipdirectory user
`);

const ALL_WORDS: ReadonlySet<string> = new Set([...KEY_WORDS, ...DECIMAL_WORDS, ...OTHER_WORDS]);

export function isHeaderWord(normalised: string): boolean {
  return ALL_WORDS.has(normalised);
}
