// The address of a service, whichever way a person spelled it.

/** Scheme, host and any path before `/api`, without a slash at the end; undefined for what is no http(s) URL. */
export function apiBase(api: string): string | undefined {
  const url = URL.canParse(api) ? new URL(api) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.search !== "") return undefined;
  return `${url.origin}${url.pathname.replace(/\/+$/, "").replace(/\/api(?:\/v[12])?$/, "")}`;
}
