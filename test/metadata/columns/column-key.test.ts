import { describe, expect, test } from "vitest";
import { METADATA_PROPERTY_NAMES, type MetadataProperty } from "../../../src/domain/metadata.ts";
import { COLUMN_ALIASES } from "../../../src/metadata/columns/aliases.ts";
import { columnKey } from "../../../src/metadata/columns/column-key.ts";
import { isHeaderWord } from "../../../src/metadata/formats/header-words.ts";
import { readSheetBytes } from "../../../src/metadata/read-sheet.ts";
import { understandSheet } from "../../../src/metadata/understand-sheet.ts";
import { rowOf } from "../../support/metadata-sheet.ts";

test.each([
  ["Circle (Y/N)", "circle", "Y/N"],
  ["Take [number]", "takenumber", undefined],
  ["Take [picture]", "take", "picture"],
  ["Szene / Scene", "szene", undefined],
  ["Prise | Take", "prise", undefined],
  ["Scene/Take", "scenetake", undefined],
  ["Slate/Take", "slatetake", undefined],
  ["EI/ISO (clip)", "eiisoclip", undefined],
  ["Lens (Serial No)", "lensserialno", undefined],
  ["Lens (S/N)", "lenssn", undefined],
  ["File Size (MB)", "filesizemb", undefined],
  ["(Take)", "take", undefined],
  ["Mood (1-5)", "mood15", undefined],
  ["N° de prise", "prise", undefined],
  ["Prise n°", "prise", undefined],
  ["Toma Nº", "toma", undefined],
  ["Nº de plano", "plano", undefined],
  ["Slate No.", "slate", undefined],
  ["№ scene", "scene", undefined],
  ["Rolle-Nr.", "rolle", undefined],
  ["Lens No.", "lensno", undefined],
  ["Notes", "notes", undefined],
])("the column %j is known as %j", (column, key, note) => {
  expect(columnKey(column)).toEqual(note === undefined ? { key } : { key, note });
});

test("every word that names a column tells a header row as well", () => {
  for (const aliases of Object.values(COLUMN_ALIASES))
    expect(aliases.filter((word) => !isHeaderWord(word))).toEqual([]);
});

const VALUES: Partial<Record<MetadataProperty, [cell: string, value: unknown]>> = {
  scene: ["22A", "22A"],
  shot: ["4", "4"],
  take: ["3", "3"],
  description: ["rain", "rain"],
  circled: ["x", true],
  camera: ["B", "B"],
  date: ["26.04.2024", "20240426"],
  lens: ["Cooke S4", "Cooke S4"],
  focalLength: ["32", 32],
  reelName: ["B001", "B001"],
  asa: ["800", 800],
  whitePointKelvin: ["5600", 5600],
  timecode: ["10:14:20:00", "10:14:20:00"],
};

/** Headings of continuity sheets and camera reports, in the order: clip, then the properties. */
const SHEETS: readonly (readonly [string, Readonly<Record<string, MetadataProperty | "name">>])[] = [
  [
    "German",
    {
      Dateiname: "name",
      Szene: "scene",
      Einstellung: "shot",
      Klappe: "take",
      Kamera: "camera",
      Datum: "date",
      Objektiv: "lens",
      Brennweite: "focalLength",
      Bemerkung: "description",
      Kopierer: "circled",
      Kamerarolle: "reelName",
      Farbtemperatur: "whitePointKelvin",
    },
  ],
  [
    "French",
    {
      "Nom du fichier": "name",
      Séquence: "scene",
      Plan: "shot",
      Prise: "take",
      Caméra: "camera",
      "Date de tournage": "date",
      Objectif: "lens",
      Focale: "focalLength",
      Remarques: "description",
      "Bonne prise": "circled",
      Bobine: "reelName",
      "Balance des blancs": "whitePointKelvin",
    },
  ],
  [
    "Spanish",
    {
      "Nombre de archivo": "name",
      Escena: "scene",
      Plano: "shot",
      Toma: "take",
      Cámara: "camera",
      Fecha: "date",
      Objetivo: "lens",
      "Distancia focal": "focalLength",
      Observaciones: "description",
      "Toma buena": "circled",
      Tarjeta: "reelName",
      Sensibilidad: "asa",
    },
  ],
  [
    "Italian",
    {
      "Nome file": "name",
      Scena: "scene",
      Inquadratura: "shot",
      Ciak: "take",
      Obiettivo: "lens",
      "Data di ripresa": "date",
      Osservazioni: "description",
      Rullo: "reelName",
    },
  ],
  [
    "Portuguese",
    {
      "Nome do arquivo": "name",
      Cena: "scene",
      Tomada: "take",
      Câmera: "camera",
      Cartão: "reelName",
      Objetiva: "lens",
      "TC entrada": "timecode",
      Observações: "description",
      Boa: "circled",
    },
  ],
  [
    "Dutch",
    {
      Bestandsnaam: "name",
      Scène: "scene",
      Opname: "take",
      Kaart: "reelName",
      Brandpunt: "focalLength",
      Begintijd: "timecode",
      Opmerkingen: "description",
      Gekozen: "circled",
    },
  ],
  [
    "English, of a video assist",
    {
      "Original Clip Name": "name",
      "Scene #": "scene",
      "Setup No.": "shot",
      "Take Nr.": "take",
      "Favorite Take": "circled",
      "Camera Reel": "reelName",
      "Take Comments": "description",
    },
  ],
  [
    "English, of script and camera logs",
    {
      video_filename: "name",
      Sc: "scene",
      "Take (No.)": "take",
      "Circle (Y/N)": "circled",
      Mag: "reelName",
      "TC In": "timecode",
      Remarks: "description",
    },
  ],
];

test.each(SHEETS)("a sheet in %s is read whole", async (_, headings) => {
  const cells = Object.values(headings).map((property) =>
    property === "name" ? "A001C001_240426_R1AA.mov" : String(VALUES[property]?.[0]),
  );
  const text = `${Object.keys(headings).join(";")}\n${cells.join(";")}\n`;
  const { rows, columns } = understandSheet(await readSheetBytes(Buffer.from(text), "day.csv"));
  expect(columns.filter(({ property }) => property === "ignored")).toEqual([]);
  expect(rows[0]?.names).toEqual(["A001C001_240426_R1AA"]);
  for (const property of METADATA_PROPERTY_NAMES) {
    if (Object.values(headings).includes(property))
      expect(rows[0]?.metadata[property]).toBe(VALUES[property]?.[1]);
  }
});

describe("the start and the end of a take", () => {
  test("may be times of day, which are the label of no frame", () => {
    const row = rowOf({ Scene: "27", "Start Time": "10:14:25", "End Time": "2:14:38 PM" });
    expect(row).toMatchObject({ start: "10:14:25:00", end: "14:14:38:00", metadata: { scene: "27" } });
    expect(row.metadata.timecode).toBeUndefined();
  });

  test("a stop that is no time is an aperture", () => {
    expect(rowOf({ Name: "A001", Stop: "2.8" })).toMatchObject({ metadata: { tStop: 2.8 } });
    expect(rowOf({ Name: "A001", Start: "10:14:20:00", Stop: "10:14:30:00" }).metadata.tStop).toBeUndefined();
  });

  test.each([
    ["TC In", "TC Out"],
    ["Timecode In", "Timecode Out"],
    ["tc_start", "tc_end"],
    ["Start Time", "End Time"],
    ["In TC", "Out TC"],
    ["In", "Out"],
    ["Anfang", "Ende"],
    ["TC ein", "TC aus"],
    ["TC entrée", "TC sortie"],
    ["TC entrada", "TC salida"],
    ["TC in", "TC uit"],
    ["Media Start", "Media End"],
    ["Start", "Stop"],
  ])("stand under %j and %j", (start, end) => {
    expect(rowOf({ Scene: "27", [start]: "10:14:20:00", [end]: "10:14:30:00" })).toMatchObject({
      start: "10:14:20:00",
      end: "10:14:30:00",
    });
  });
});

describe("what only our own export tells", () => {
  const OWN = { Name: "A001C001_240426_R1AA", Tracks: "V", Start: "", End: "", Duration: "" };

  test("is read back", () => {
    const row = rowOf({ ...OWN, "In Point": "1.5", "File Size": "5000", "Library Path": "/Volumes/X/Clips" });
    expect(row.metadata).toEqual({ inPoint: 1.5, fileSize: 5000, libraryPath: "/Volumes/X/Clips" });
  });

  test("is not read from elsewhere, where it may be private or in other units", () => {
    const cells = { Name: "A001C001_240426_R1AA", "In Point": "01:00:00:00", "File Size": "5.2 GB" };
    expect(rowOf({ ...cells, "Library Path": "D:\\Show\\A001" }).metadata).toEqual({});
  });
});
