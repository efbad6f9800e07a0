// Which column names mean what, in order of priority: where several are filled in, the first one counts.
// Gathered from ARRI, RED, Sony, Canon, Blackmagic, Resolve, Avid, Silverstack, Livegrade, ZoeLog and mixers.
import type { ColumnTarget } from "./column-target.ts";

const list = (names: string) => names.split(" ");

/**
 * Normalised names (see `normaliseHeader`). Not here on purpose: `duration`, `inPoint`, `fileSize` and `libraryPath`
 * as properties (units undocumented, or private), positions, `cameraid` (a serial number), `gain`.
 */
export const COLUMN_ALIASES: Readonly<Partial<Record<ColumnTarget, readonly string[]>>> = {
  name: list(
    "sourcefile sourcefilename filename originalfilename clipfilename file sourcefilepath sourcepath unc uncpath " +
      "filepath displayname cameraclipname metadataclipname videoclipnameofsource clipname shotnumber clipnumber name " +
      "clip clipid tape tapename tapeid labroll camroll reel reelname camreelid altreelid reelid",
  ),
  clipNumber: list("clipnumber clipno clipnum clip"),
  scene: list("scene sceneno scenenumber sequence seq szene bild secuencia escena scena slate"),
  shot: list("shot shotno shotnumber setup plan cut einstellung plano inquadratura slate"),
  take: list("take takeno takenumber tk prise klappe toma ciak"),
  description: list(
    "description descript scenedescription shotdescription comments comment notes note scriptnotes cameranotes " +
      "userinfo1 lognote",
  ),
  circled: list(
    "circled circle circletake circledtake goodtake good print printed select selected favorite best flag ok tag",
  ),
  rating: list("rating stars rank"),
  camera: list("camera cameraindex cam cameraletter cameraunit camno cameranumber origcamera"),
  timecode: list(
    "start starttc starttimecode srcstarttc timecode tc mastertc abstc cameratc camtc24 tc24 auxiliarytc1",
  ),
  end: list("end endtc endtimecode endabstc srcendtc"),
  length: list("duration durationtc length"),
  dropFrame: list("mastertcdropframe dropframe"),
  fps: list("projectfps projectrate fps framerate shotframerate formatfps tcfps baseframerate cfps"),
  sensorFps: list("sensorfps camerafps camfps capturefps recordfps sensorrate offspeed fpscamera"),
  date: list(
    "shootdate dateofshoot shootingdate datecamera systemimagecreationdate daterecorded recordingdate recorddate date " +
      "creationdate creationtime origindate",
  ),
  reelName: list(
    "reelname reel tape tapename reeltape camroll cameraroll roll rollcard camreelid altreelid reelid reelnumber labroll",
  ),
  whitePointKelvin: list(
    "whitepointkelvin whitepoint whitebalancekelvin whitebalance whitebal wb kelvin colortemp colourtemp " +
      "colortemperature temperature ct cct asshotkelvin",
  ),
  whitePointCcShift: list(
    "whitepointccshift ccshift whitebalancecc whitebalancetintcc wbcc cc whitebalancetint whitebalanceshift tint " +
      "asshottint",
  ),
  shutter: list(
    "shutterangle shutterdeg shutterspeedangle shutter shuttervalue shutterspeed shutter1sec shutterms exposuretime " +
      "exposuretimedecimal angle",
  ),
  filter: list("filter filters lensfilter opticalfilter diffusion"),
  ndFilter: list(
    "ndfilter nd ndfilterdensity nddensity neutraldensityfilterwheelsetting internalnd motionmountnd ndfiltertype",
  ),
  lens: list("lens lensmodel lenstype lensname lensnotes"),
  focalLength: list(
    "focallength lensfocallength focallengthmm focalpointmm axialnominalfocallength focallen focal",
  ),
  focusDistance: list(
    "focusdistance lensfocusdistance focusdistancemetric distance focus focusdistanceft focusdistanceimperial",
  ),
  distanceUnit: list("focusdistanceunit lensdistanceunit"),
  asa: list(
    "exposureindex exposureindexasa ei eiisoclip exposureindexofphotometer asa iso isosensitivity " +
      "photographicsensitivity",
  ),
  fStop: list("fstop fnumber fnum irisfnumber aperture cameraaperture aperturenumber"),
  apertureMode: list("aperturemode"),
  tStop: list("tstop irist lensiris iris lineariris lenslineariris stop"),
};
