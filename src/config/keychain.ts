// The operating system's keychain: Keychain on macOS, Credential Manager on Windows, the Secret Service on Linux.

/** Every method rejects where the keychain is locked and stays so, or does not answer. */
export interface Keychain {
  /** Undefined where there is none for this account. */
  get(account: string): Promise<string | undefined>;
  set(account: string, secret: string): Promise<void>;
  /** Is no error where there is none. */
  delete(account: string): Promise<void>;
}

/** Under this name people find the entries in their keychain's own program. */
const SERVICE = "odailies";
/** The kernel's keyring, which would be the other choice on Linux, forgets everything when the machine starts anew. */
const OPTIONS = { linux: { store: "secret-service" } } as const;

/** Undefined where this machine has none, as on a Linux without a desktop. */
export async function openKeychain(): Promise<Keychain | undefined> {
  try {
    const { AsyncEntry } = await import("@napi-rs/keyring");
    const entryOf = (account: string) => new AsyncEntry(SERVICE, account, OPTIONS);
    // Where there is no keychain, asking for anything fails.
    await entryOf("test").getPassword();
    return {
      get: async (account) => (await entryOf(account).getPassword()) ?? undefined,
      set: (account, secret) => entryOf(account).setPassword(secret),
      delete: async (account) => void (await entryOf(account).deleteCredential()),
    };
  } catch {
    return undefined;
  }
}
