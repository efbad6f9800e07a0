// What a program that decodes foreign files gets of our environment: what it needs to run, and no secret.

/** Where things lie, the language, and which graphics chip is to be used. */
const NAMES: ReadonlySet<string> = new Set([
  ...["PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "TMP", "TEMP", "LANG", "LANGUAGE", "TZ", "TERM"],
  ...[
    "LD_LIBRARY_PATH",
    "LD_PRELOAD",
    "XDG_RUNTIME_DIR",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_DIRS",
  ],
  ...["VDPAU_DRIVER", "DRI_PRIME", "DISPLAY", "WAYLAND_DISPLAY", "GLIBC_TUNABLES"],
  ...["SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "OS", "NUMBER_OF_PROCESSORS"],
  ...["USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)"],
]);
const FAMILIES = /^(?:LC|DYLD|FONTCONFIG|LIBVA|CUDA|NVIDIA|MFX|ONEVPL|MESA|PROCESSOR)_/;

/**
 * A list of what may pass, not of what may not: a hole in a decoder must not be a token, whoever's it is. `FFREPORT`
 * is among what stays behind: it makes ffmpeg write a file where it stands, which may be a card.
 */
export function programEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const passes = ([name]: readonly [string, unknown]) =>
    NAMES.has(name.toUpperCase()) || FAMILIES.test(name.toUpperCase());
  return Object.fromEntries(Object.entries(env).filter(passes));
}
