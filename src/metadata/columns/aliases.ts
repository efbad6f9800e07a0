// Which column names mean what, in order of priority: where several are filled in, the first one counts. The one list
// of such words: what names a column here also tells the header row of a table (formats/header-words.ts).
// Gathered from ARRI, RED, Sony, Canon, Blackmagic, Resolve, Avid, Silverstack, Livegrade, ZoeLog, mixers, and from
// continuity sheets in English, German, French, Spanish, Italian, Portuguese and Dutch.
import type { ColumnTarget } from "./column-target.ts";

const list = (...names: string[]) => names.flatMap((name) => name.split(" "));

/** Of the names of a clip, those that name it or its file, and nothing else. */
export const CLIP_NAMES: readonly string[] = list(
  "sourcefile sourcefilename filename originalfilename clipfilename videofilename videofile mediafile mediafilename",
  "camerafile camerafilename file sourcefilepath sourcepath unc uncpath filepath displayname cameraclipname",
  "metadataclipname videoclipnameofsource clipname videoclip videoclipname videoname medianame shotnumber clipnumber name",
  "clip clipid cameraclip camclip sourceclip sourceclipname originalclipname originalname originalclip originalfile",
  "ocf ocfname ocfclip ocffilename ocn ocnname ocnclip ocnfilename rawclip rawfile rawfilename masterclip masterclipname",
  "dateiname datei videodatei originaldatei quelldatei kameradatei medienname kameraclip",
  "nomdufichier nomfichier fichier fichiersource fichiervideo nomduclip nomclip nomdumedia nom",
  "nombredearchivo nombredelarchivo nombrearchivo archivo archivodevideo nombredelclip nombredeclip nombreclip nombre",
  "nomefile nomedelfile nomeclip nomedelclip nomedoficheiro nomedoarquivo ficheiro arquivo nome bestandsnaam bestand",
);

/**
 * Normalised names (see `normaliseHeader`). Not here on purpose: `duration` as a property (its unit is undocumented),
 * positions, `cameraid` (a serial number), `gain`.
 */
export const COLUMN_ALIASES: Readonly<Partial<Record<ColumnTarget, readonly string[]>>> = {
  name: [
    ...CLIP_NAMES,
    ...list("tape tapename tapeid labroll camroll reel reelname camreelid altreelid reelid"),
  ],
  clipNumber: list("clipnumber clipno clipnum clipnr clipnummer clip cameraclip camclip"),
  scene: list(
    "scene sceneno scenenr scenenumber scenenum scn sc sequence sequenceno sequencenumber seq",
    "szene szenennummer szenennr szenenr bild bildnummer bildnr",
    "numerodescene numerodesequence secuencia escena esc numerodeescena scena numeroscena cena numerodacena scenenummer",
    "slate",
  ),
  shot: list(
    "shot shotno shotnr shotnumber shotnum setup plan numerodeplan cut",
    "einstellung einstellungsnummer einstellungsnr einstellungnr einst plano numerodeplano inquadratura inq",
    "slate",
  ),
  take: list(
    "take takeno takenr takenumber takenum tk takenummer klappe klappennummer klappennr klappenr",
    "prise numerodeprise toma numerodetoma ciak tomada opname",
  ),
  description: list(
    "description descript descr desc scenedescription shotdescription clipdescription comments comment notes note scriptnotes cameranotes",
    "remark remarks takecomments takecomment takenotes takenote continuitynotes editornotes directornotes directorsnotes directorscomments",
    "mastercomment1 mastercomment userinfo1 lognote lognotes",
    "beschreibung bemerkung bemerkungen kommentar kommentare anmerkung anmerkungen notiz notizen",
    "commentaire commentaires remarque remarques descripcion comentario comentarios observacion observaciones nota notas",
    "descrizione commento commenti osservazioni descricao observacao observacoes omschrijving opmerking opmerkingen",
  ),
  circled: list(
    "circled circle circ circletake circletakes circledtake circledtakes goodtake good print printed printedtake printtake printtakes select selected selects",
    "favorite favourite favoritetake favouritetake preferred preferredtake starred keep keeper best besttake flag flagged ok tag",
    "gut kopierer kopieren kopie kop kreis eingekreist auswahl ausgewahlt favorit gewahlt",
    "cercle cerclee prisecerclee bonne bonneprise priseretenue retenue atirer tirage favori",
    "buena tomabuena valida tomavalida elegida favorita seleccionada buona scelta ciakbuono preferita boa selecionada goed gekozen",
  ),
  rating: list("rating stars rank bewertung sterne etoiles valoracion estrellas valutazione stelle"),
  inPoint: list("inpoint"),
  camera: list(
    "camera cameraindex cam cameraletter cameraunit camno camnr cameranumber origcamera kamera kamerabuchstabe camara macchina",
  ),
  timecode: list(
    "start starttc starttimecode srcstarttc timecodestart tcstart tcin intc timecodein intimecode timecode tc",
    "mastertc abstc cameratc camtc24 tc24 timecodeabs starttime timein timestart begin begintc tcbegin in auxiliarytc1",
    "startzeit anfang beginn tcanfang tcbeginn tcein timecodeein timecodeanfang timecodebeginn begintijd",
    "debut tcdebut timecodedebut tcentree timecodeentree entree inicio tcinicio tcentrada entrada inizio tcinizio tcentrata entrata",
    "mediastart clipstart",
  ),
  end: list(
    "end endtc endtimecode endabstc srcendtc timecodeend tcend tcout outtc timecodeout outtimecode endtime timeout timeend out",
    "ende endzeit tcende tcaus timecodeaus timecodeende eindtijd tcuit",
    "fin tcfin timecodefin tcsortie timecodesortie sortie tcsalida salida fine tcfine tcuscita uscita fim tcfim tcsaida saida",
    "mediaend clipend stoptc tcstop stop",
  ),
  length: list(
    "duration durationtc dur clipduration mediaduration length dauer lange laufzeit duree longueur duracion durata duracao duur",
  ),
  dropFrame: list("mastertcdropframe dropframe"),
  fps: list(
    "projectfps projectrate fps framerate framespersecond shotframerate formatfps tcfps baseframerate cfps",
    "bildrate bildfrequenz projektbildrate bilderprosekunde cadence imagesparseconde cadenciadefotogramas",
    "fotogramasporsegundo frequenzafotogrammi",
  ),
  sensorFps: list(
    "sensorfps camerafps camfps capturefps recordfps recfps sensorframerate sensorrate offspeed fpscamera aufnahmebildrate sensorbildrate",
  ),
  date: list(
    "shootdate dateofshoot shootingdate datecamera systemimagecreationdate daterecorded recordingdate recorddate recdate date",
    "creationdate creationtime origindate",
    "datum drehdatum aufnahmedatum datedetournage datedeprisedevue fecha fechaderodaje data datadiripresa opnamedatum",
  ),
  reelName: list(
    "reelname reel tape tapename reeltape camroll cameraroll roll rollcard rollno rollnumber card cardname mag magazine",
    "camreelid altreelid reelid reelnumber reelno labroll",
    "camerareel camreel videoreel sourcereel",
    "rolle rollennummer kamerarolle band bandname magazin karte bobine rouleau cassette carte magasin chargeur",
    "rollo cinta tarjeta bobina rullo nastro scheda rolo cartao rol kaart",
  ),
  whitePointKelvin: list(
    "whitepointkelvin whitepoint whitebalancekelvin whitebalance whitebal wb kelvin colortemp colourtemp",
    "colortemperature colourtemperature temperature ct cct asshotkelvin",
    "farbtemperatur weißabgleich weissabgleich temperaturedecouleur tempcouleur balancedesblancs temperaturadecolor",
    "balancedeblancos temperaturacolore temperaturadicolore bilanciamentodelbianco kleurtemperatuur",
  ),
  whitePointCcShift: list(
    "whitepointccshift ccshift whitebalancecc whitebalancetintcc wbcc cc whitebalancetint whitebalanceshift tint",
    "asshottint",
  ),
  shutter: list(
    "shutterangle shutterdeg shutterspeedangle shutter shuttervalue shutterspeed shutter1sec shutterms exposuretime",
    "exposuretimedecimal angle",
    "verschlusswinkel verschluss obturateur angledobturation angledobturateur obturador angulodeobturacion",
    "otturatore angolootturatore angolodiotturazione sluiter",
  ),
  filter: list("filter filters lensfilter opticalfilter diffusion filtre filtres filtro filtros filtri"),
  ndFilter: list(
    "ndfilter nd ndfilterdensity nddensity neutraldensityfilterwheelsetting internalnd motionmountnd ndfiltertype",
    "graufilter filtrend filtrond",
  ),
  lens: list(
    "lens lensmodel lenstype lensname lensnotes objektiv optik linse objectif optique objetivo objetiva lente optica obiettivo ottica",
  ),
  focalLength: list(
    "focallength lensfocallength focallengthmm focalpointmm axialnominalfocallength focallen focal",
    "brennweite brandpunt focale longueurfocale distancefocale distanciafocal lunghezzafocale brandpuntsafstand",
  ),
  focusDistance: list(
    "focusdistance lensfocusdistance focusdistancemetric distance focus focusdistanceft focusdistanceimperial",
    "scharfe scharfenentfernung entfernung fokus fokusdistanz miseaupoint distancedemiseaupoint distanciadeenfoque enfoque",
    "distanzadimessaafuoco fuoco messaafuoco scherpstelafstand",
  ),
  distanceUnit: list("focusdistanceunit lensdistanceunit"),
  asa: list(
    "exposureindex exposureindexasa ei eiisoclip exposureindexofphotometer asa iso eiiso isosensitivity",
    "photographicsensitivity belichtungsindex empfindlichkeit sensibilite sensibilidad sensibilita",
  ),
  fStop: list(
    "fstop fnumber fnum irisfnumber aperture cameraaperture camaperture aperturenumber",
    "blende diaph diaphragme ouverture diafragma apertura diaframma",
  ),
  apertureMode: list("aperturemode"),
  tStop: list("tstop irist lensiris iris lineariris lenslineariris stop"),
  fileSize: list("filesize"),
  libraryPath: list("librarypath"),
};
