// `odailies verify`: is what was delivered still there and the same?
import { OdailiesError } from "../domain/errors.ts";
import { verifyDeliveries } from "../runs/verify-deliveries.ts";
import { openVerifyRenderer } from "../render/verify-lines.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { prepareInspection } from "../setup/prepare-inspection.ts";

export async function verify(call: CommandCall): Promise<number> {
  const { config } = call.resolved;
  const isQuick = call.flags["quick"] === true;
  if (isQuick && config.mhl === "require") {
    throw new OdailiesError("usage", "--quick reads no file, so no hash list can be required.", {
      hint: "Leave out --quick or --mhl require.",
    });
  }
  const emit = openVerifyRenderer(config, call.streams);
  const look = await prepareInspection(call, { command: "verify", emit });
  const result = await verifyDeliveries({ ...look, mhl: config.mhl, isQuick });
  return result.exitCode;
}
