/** Pages that nobody wants to be sent back to after signing in. */
const NO_TARGETS = /^\/(sign-in|sign-out|register|first-run|invitation|api)(\/|$)/;

/**
 * Where to go after signing in: `wish` if it is a page of ours (a path, or an address on one of `origins`), else the
 * first page. What could be read as another host (`//evil`, `/\evil`) never is.
 */
export function ownPath(wish: string | null | undefined, origins: readonly string[] = []): string {
  const base = "http://own.invalid";
  if (!wish || !URL.canParse(wish, base)) {
    return "/";
  }
  const url = new URL(wish, base);
  const isOurs = url.origin === base ? wish.startsWith("/") : origins.includes(url.origin);
  return isOurs && !NO_TARGETS.test(url.pathname) ? `${url.pathname}${url.search}${url.hash}` : "/";
}
