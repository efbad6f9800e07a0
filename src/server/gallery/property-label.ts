// What the properties of a clip are called on the page, with their units.
import type { MetadataProperty } from "../../domain/metadata.ts";

const LABELS: Readonly<Partial<Record<MetadataProperty, string>>> = {
  inPoint: "In point",
  fps: "Frame rate",
  reelName: "Reel",
  whitePointKelvin: "White point, K",
  whitePointCcShift: "White point CC shift",
  shutter: "Shutter, °",
  ndFilter: "ND filter",
  focalLength: "Focal length, mm",
  focusDistance: "Focus distance, m",
  asa: "ASA",
  sensorFps: "Sensor frame rate",
  fStop: "F-stop",
  tStop: "T-stop",
  fileSize: "File size",
  libraryPath: "Library path",
};

export function labelOf(property: MetadataProperty): string {
  return LABELS[property] ?? property.charAt(0).toUpperCase() + property.slice(1);
}
