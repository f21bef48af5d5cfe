/** The longest slug. */
export const SLUG_MAX = 40;

/** What a slug looks like: small Latin letters, digits and hyphens, so that it can stand in a command, a path or a routing key. */
export const SLUG = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** The word that a name makes, of its Latin letters and digits; empty where it has none of these. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_MAX)
    .replace(/^-+|-+$/g, "");
}
