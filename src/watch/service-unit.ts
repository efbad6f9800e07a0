// `--print-service`: the unit with which systemd or launchd keeps a watcher running.

export type ServiceManager = "systemd" | "launchd";

export interface Service {
  /** Absolute paths of node and of this program, then its arguments; holds no token. */
  readonly command: readonly string[];
  readonly workingFolder: string;
  readonly home: string;
  /** What it is to be given of the environment; holds no secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names of variables that are secret, and so not in the unit. */
  readonly secretsLeft: readonly string[];
}

/** Longer than the longest upload of one file: what is under way is finished before the program ends. */
const STOP_SECONDS = 900;

export function serviceUnit(manager: ServiceManager, service: Service): string {
  return manager === "systemd" ? systemdUnit(service) : launchdPlist(service);
}

function systemdUnit({ command, workingFolder, environment, secretsLeft }: Service): string {
  const variables = Object.entries(environment).map(
    ([name, value]) => `Environment=${systemdValue(`${name}=${value}`)}\n`,
  );
  return `# systemctl --user: put this into ~/.config/systemd/user/odailies-watch.service, then
#   systemctl --user daemon-reload && systemctl --user enable --now odailies-watch && loginctl enable-linger
# The token: ODAILIES_TOKEN=… in ~/.config/odailies/watch.env (chmod 600), or --token-file.
${secretsLeft.length > 0 ? `# Secret, so not in here; put into that file, too: ${secretsLeft.join(", ")}\n` : ""}# Its lines: journalctl --user -u odailies-watch
[Unit]
Description=odailies watch
After=network-online.target
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
Type=exec
WorkingDirectory=${systemdPath(workingFolder)}
${variables.join("")}EnvironmentFile=-%h/.config/odailies/watch.env
ExecStart=${command.map(systemdWord).join(" ")}
Restart=on-failure
RestartSec=10
# Wrong use, and a token that is refused, are not mended by trying again.
RestartPreventExitStatus=2 41 42 44
# Stopped in the middle: the next start goes on.
SuccessExitStatus=3
KillSignal=SIGTERM
KillMode=mixed
TimeoutStopSec=${STOP_SECONDS}
Nice=5

[Install]
WantedBy=default.target
`;
}

/** systemd.syntax(7): quotes and backslashes as in C; `%` begins a specifier, `$` a variable. */
function systemdWord(word: string): string {
  const safe = word.replaceAll("%", "%%").replaceAll("$", "$$$$");
  if (/^[\w@%+=:,./$-]+$/.test(safe)) return safe;
  return `"${safe.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** As in C between quotes; a `$` means nothing here. */
function systemdValue(text: string): string {
  const safe = text.replaceAll("%", "%%").replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  return `"${safe.replaceAll("\n", String.raw`\n`)}"`;
}

function systemdPath(path: string): string {
  return path.replaceAll("%", "%%");
}

function launchdPlist({ command, workingFolder, home, environment, secretsLeft }: Service): string {
  const variables = Object.entries(environment).map(
    ([name, value]) => `    <key>${xmlText(name)}</key>\n    <string>${xmlText(value)}</string>\n`,
  );
  const log = `${home}/Library/Logs/odailies-watch.log`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- Put this into ~/Library/LaunchAgents/com.odailies.watch.plist, then
     launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/com.odailies.watch.plist
     The token: give the command its token file; launchd hands no secrets on.${secretsLeft.length > 0 ? `\n     Secret, so not in here: ${secretsLeft.join(", ")}` : ""} -->
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>com.odailies.watch</string>
  <key>ProgramArguments</key>
  <array>
${command.map((word) => `    <string>${xmlText(word)}</string>`).join("\n")}
  </array>
  <key>WorkingDirectory</key>
  <string>${xmlText(workingFolder)}</string>
  <key>EnvironmentVariables</key>
  <dict>
${variables.join("")}  </dict>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ThrottleInterval</key>
  <integer>10</integer>
  <key>ExitTimeOut</key>
  <integer>${STOP_SECONDS}</integer>
  <key>ProcessType</key>
  <string>Standard</string>
  <key>StandardErrorPath</key>
  <string>${xmlText(log)}</string>
</dict>
</plist>
`;
}

function xmlText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
