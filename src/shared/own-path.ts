const BASE = "http://own.invalid";
/** Pages that are no useful target after signing in. */
const NO_TARGETS = /^\/(sign-in|sign-out|register|first-run|invitation|api)([/?#]|$)/i;
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** A path with more nested escapes than this is no path of our pages. */
const ROUNDS = 8;

/**
 * The path on our own origin that `wish` names (a path, or an address on one of `origins`), with query and
 * hash; null where it names none. Every redirect target from outside goes through here. The result is
 * checked, not the wish: normalised again until nothing changes, it has to stay on this origin however often
 * a proxy between us and the browser decodes it.
 */
export function ownTarget(wish: string | null | undefined, origins: readonly string[] = []): string | null {
  if (!wish) {
    return null;
  }
  let target = firstReading(wish, origins);
  for (let round = 0; target !== null && round < ROUNDS; round += 1) {
    const again = firstReading(target, []);
    if (again === target) {
      return isPlainPath(new URL(target, BASE).pathname) && !CONTROLS.test(target) ? target : null;
    }
    target = again;
  }
  return null;
}

/** The target after signing in: the path that `wish` names, if it is a page of ours and a useful target, else the first page. */
export function ownPath(wish: string | null | undefined, origins: readonly string[] = []): string {
  const target = ownTarget(wish, origins);
  return target === null || NO_TARGETS.test(target) ? "/" : target;
}

/** Whether every parser reads a path the same way: no second slash, backslash or control at its beginning, escaped or not. */
export function isPlainPath(path: string): boolean {
  let read = path;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (CONTROLS.test(read) || !/^\/(?![/\\]|\.{1,2}(?:[/\\]|$))/.test(read) || !staysHere(read)) {
      return false;
    }
    const decoded = decode(read);
    if (decoded === read) {
      return true;
    }
    read = decoded;
  }
  return false;
}

function firstReading(wish: string, origins: readonly string[]): string | null {
  if (!URL.canParse(wish, BASE)) {
    return null;
  }
  const url = new URL(wish, BASE);
  const isOurs =
    url.origin === BASE ? wish.startsWith("/") : isWeb(url.protocol) && origins.includes(url.origin);
  return isOurs ? `${url.pathname}${url.search}${url.hash}` : null;
}

function isWeb(protocol: string): boolean {
  return protocol === "http:" || protocol === "https:";
}

/** As a browser resolves it: dots that climb to the root may leave two slashes there. */
function staysHere(path: string): boolean {
  const url = URL.canParse(path, BASE) ? new URL(path, BASE) : null;
  return url !== null && url.origin === BASE && !/^\/[/\\]/.test(url.pathname);
}

function decode(path: string): string {
  return path.replace(/%([0-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
