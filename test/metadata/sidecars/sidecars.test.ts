import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_SIDECAR_BYTES, readSidecar, SIDECARS } from "../../../src/metadata/sidecars/index.ts";
import { ltcTimecode } from "../../../src/metadata/sidecars/sony-ltc.ts";
import { hostileText } from "../../support/metadata-text.ts";

test.each([
  ["19044716", "16:47:04:19"],
  ["17305719", "19:57:30:17"],
  ["40000000", "00:00:00;00"],
  ["54830000", "00:00:03;14"],
  ["1904471", undefined],
  ["1A044716", undefined],
  ["19664716", undefined],
  ["", undefined],
])("the timecode %j is %j", (text, expected) => {
  expect(ltcTimecode(text)).toBe(expected);
});

test.each([
  ["14000000", false, "00:00:00:14"],
  ["14000000", true, "00:00:00:28"],
  ["54000000", true, "00:00:00;28"],
])("the timecode %j with half steps (%s) is %j", (text, isHalfStep, expected) => {
  expect(ltcTimecode(text, isHalfStep)).toBe(expected);
});

test("a recording at 59.94p counts all its frames", () => {
  const text = `<NonRealTimeMeta><LtcChangeTable tcFps="30" halfStep="true"><LtcChange frameCount="0" value="14000001"/></LtcChangeTable><VideoFormat><VideoFrame formatFps="59.94p"/></VideoFormat></NonRealTimeMeta>`;
  expect(readSidecar("C0001M01.XML", text)).toMatchObject({ timecode: "01:00:00:28", fps: 59.94 });
});

const meta = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([name, content]) => `<Meta name="${name}" content="${content}"/>`)
    .join("");
const xml = (inner: string, namespace = "2.10") =>
  `<?xml version="1.0" encoding="UTF-8"?>
  <NonRealTimeMeta xmlns="urn:schemas-professionalDisc:nonRealTimeMeta:ver.${namespace}">${inner}</NonRealTimeMeta>`;
const VENICE = xml(`
  <Duration value="588"/>
  <LtcChangeTable tcFps="24" halfStep="false">
    <LtcChange frameCount="0" value="19044716" status="increment"/>
    <LtcChange frameCount="587" value="06294716" status="end"/>
  </LtcChangeTable>
  <CreationDate value="2021-07-16T23:46:22-08:00"/>
  <VideoFormat><VideoFrame videoCodec="F55_X-OCN_XT_6K_16:9" captureFps="48.00p" formatFps="23.98p"/></VideoFormat>
  <Device manufacturer="Sony" modelName="AXS-R7" serialNo="1"/>
  <Lens manufacturer="" modelName="S7i-32                       "/>
  <AcquisitionRecord>
    <Group name="LensUnitMetadataSet"><Item name="LensAttributes" value="7032.0100"/></Group>
    <Group name="CameraUnitMetadataSet">
      <Item name="ExposureIndexOfPhotoMeter" value="250"/>
      <Item name="NeutralDensityFilterWheelSetting" value="4"/>
      <Item name="ShutterSpeedAngle" value="10380"/>
      <Item name="ISOSensitivity" value="500"/>
      <Item name="WhiteBalance" value="4300"/>
    </Group>
  </AcquisitionRecord>
  <UserDescriptiveMetadata>${meta({
    Circle: "",
    CameraIndex: "D",
    Reel: "001",
    Scene: "22A",
    Cut: "4",
    Take: "3",
    Shot: "005",
  })}</UserDescriptiveMetadata>`);

describe("Sony's XML", () => {
  test("gives what the camera knew", () => {
    expect(readSidecar("D001C005_210716AGM01.XML", VENICE)).toEqual({
      timecode: "16:47:04:19",
      fps: 23.976,
      sensorFps: 48,
      date: "20210716",
      camera: "D",
      reelName: "D001",
      scene: "22A",
      shot: "4",
      take: "3",
      lens: "S7i-32",
      asa: 250,
      whitePointKelvin: 4300,
      shutter: 103.8,
      ndFilter: "1/4",
    });
  });

  test("knows a drop-frame timecode by its flag", () => {
    const ltc = `<LtcChangeTable tcFps="30" halfStep="true"><LtcChange frameCount="0" value="54830000" status="increment"/></LtcChangeTable>`;
    expect(readSidecar("C0001M01.XML", xml(ltc, "2.20"))).toEqual({ timecode: "00:00:03;28" });
  });

  test("with a namespace prefix is the same", () => {
    const prefixed = VENICE.replace("xmlns=", "xmlns:n=").replaceAll(/<(\/?)(?=[A-Z])/g, "<$1n:");
    expect(readSidecar("xM01.XML", prefixed)).toEqual(readSidecar("xM01.XML", VENICE));
  });

  test("takes the sensor's sensitivity where no exposure index is set", () => {
    expect(readSidecar("xM01.XML", VENICE.replace("ExposureIndexOfPhotoMeter", "Other"))).toMatchObject({
      asa: 500,
    });
  });

  test.each([
    ["empty", ""],
    ["cut off", VENICE.slice(0, 300)],
    ["no XML", "\u0000\u0001 not XML <<<>>>"],
    ["another XML", "<html><body/></html>"],
    [
      "an unset serial number for everything",
      xml(`<UserDescriptiveMetadata>${meta({ Take: "", Reel: "--" })}</UserDescriptiveMetadata>`),
    ],
    [
      "with entities of its own",
      `<!DOCTYPE x [<!ENTITY a "${"b".repeat(100)}">]>${VENICE.replace("22A", "&a;")}`,
    ],
    ["too large", VENICE + " ".repeat(MAX_SIDECAR_BYTES)],
  ])("that is %s says nothing", (_, text) => {
    expect(readSidecar("C0001M01.XML", text)).toEqual({});
  });
});

describe("DJI's subtitles", () => {
  const POSITION = "[latitude : -34.869950] [longtitude : -57.823395] [altitude: 74.725998]";
  test.each([
    [
      "brackets with tenths",
      `\uFEFF1\n00:00:00,000 --> 00:00:00,040\n<font size="36">FrameCnt : 1, DiffTime : 40ms\n2020-08-12 08:55:21,745,078\n[iso : 100] [shutter : 1/4000.0] [fnum : 280] [ev : 0] [ct : 5574] [color_md : default] [focal_len : 240] ${POSITION} </font>`,
      { date: "20200812", asa: 100, fStop: 2.8, whitePointKelvin: 5574, focalLength: 24 },
    ],
    [
      "brackets with points",
      `1\n00:00:00,000 --> 00:00:00,033\n2023-08-07 13:40:40.774\n[iso: 220] [shutter: 1/8000.0] [fnum: 3.2] [ct: 5115] [focal_len: 24.00] ${POSITION}`,
      { date: "20230807", asa: 220, fStop: 3.2, whitePointKelvin: 5115, focalLength: 24 },
    ],
    [
      "capitals",
      "1\n00:00:01,000 --> 00:00:02,000\nHOME(149.0251,-20.2532) 2017.8.5 14:11:51\nGPS(149.0251,-20.2533,16) Hb:1.9 Hs:1.9\nISO:100 TV:60 EV: 0 IR:F2.8",
      { date: "20170805", asa: 100, fStop: 2.8 },
    ],
    [
      "commas",
      "1\n00:00:00,000 --> 00:00:01,000\nF/5.6, SS 400, ISO 100, EV 0, GPS (-58.85, -34.23, 15)",
      { asa: 100, fStop: 5.6 },
    ],
    [
      "a barometer alone",
      "1\n00:00:00,000 --> 00:00:01,000\n2022.06.21 16:06:17\nGPS(36.6,-6.1,0.0M) BAROMETER:0.3M",
      { date: "20220621" },
    ],
    ["speech", "1\n00:00:00,000 --> 00:00:01,000\nWe met on 2020-08-12 08:55:21.", {}],
    ["nothing", "", {}],
    ["a first line alone", "1\n", {}],
  ])("with %s", (_, text, expected) => {
    expect(readSidecar("DJI_0001.SRT", text)).toEqual(expected);
  });
});

test("a file of no known kind says nothing", () => {
  expect(readSidecar("notes.txt", VENICE)).toEqual({});
  expect(readSidecar("MEDIAPRO.XML", VENICE)).toEqual({});
});

test("no text makes a sidecar reader throw or give a blank", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        hostileText(60),
        fc
          .tuple(fc.nat(VENICE.length), fc.string({ maxLength: 5 }))
          .map(([at, text]) => VENICE.slice(0, at) + text + VENICE.slice(at + 3)),
      ),
      (text) => {
        for (const format of SIDECARS) {
          for (const value of Object.values(format.read(text))) expect(value).not.toBe("");
        }
      },
    ),
    { numRuns: 100 },
  );
});
