import { expect, test } from "vitest";
import { serviceEnvironment } from "../../src/commands/service-environment.ts";

test("a service gets its settings, the way out and the folders, and none of the secrets", () => {
  const env = {
    ODAILIES_PROJECT: "show",
    ODAILIES_TOKEN_FILE: "/home/dit/token",
    ODAILIES_TOKEN: "s3cret",
    ODAILIES_NOTIFY: "https://chat.example/hooks/s3cret",
    HTTPS_PROXY: "http://user:s3cret@proxy:3128",
    no_proxy: "10.0.0.1",
    PATH: "/opt/ffmpeg/bin:/usr/bin",
    TZ: "Europe/Berlin",
    XDG_DATA_HOME: "/data",
    XDG_RUNTIME_DIR: "/run/user/1000",
    EDITOR: "vi",
    ODAILIES_API: "",
  };
  expect(serviceEnvironment(env)).toEqual({
    carried: {
      ODAILIES_PROJECT: "show",
      ODAILIES_TOKEN_FILE: "/home/dit/token",
      PATH: "/opt/ffmpeg/bin:/usr/bin",
      TZ: "Europe/Berlin",
      XDG_DATA_HOME: "/data",
      no_proxy: "10.0.0.1",
    },
    left: ["HTTPS_PROXY", "ODAILIES_NOTIFY", "ODAILIES_TOKEN"],
  });
});
