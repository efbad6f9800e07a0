// How a setting is spelled where it is given.

/** `apiVersion` → `api-version`: the flag's and the config file's spelling. */
export function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `apiVersion` → `ODAILIES_API_VERSION`. */
export function environmentName(name: string): string {
  return `ODAILIES_${kebabCase(name).replaceAll("-", "_").toUpperCase()}`;
}
