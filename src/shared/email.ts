import { z } from "zod";
import { said } from "@/messages/server/keys";
import { LIMITS } from "./limits";
import { compose } from "./text";

/** What HTML's rule for an address allows before the @, and letters, marks and digits of every script. */
const LOCAL_PART =
  /^(?:[a-z0-9.!#$%&'*+/=?^_`{|}~-]|(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}])+$/u;
/** HTML's rule for what follows the @: labels as in host names; one is enough. */
const DOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;
/** The characters of a domain in any script. Joiners are part of words in some scripts; the URL parser checks where they may stand. */
const ANY_DOMAIN =
  /^(?:[a-z0-9.-]|[\u200c\u200d]|(?!\p{Default_Ignorable_Code_Point})[^\0-\x7f\p{Z}\p{C}])+$/iu;

/** An e-mail address as it is stored and compared; see `canonicalEmail`. */
export const emailText = z
  .string(said("fields.email"))
  .trim()
  .overwrite((value) => canonicalEmail(value) ?? value)
  .max(LIMITS.emailMax, { message: said("fields.emailLong"), abort: true })
  .refine((value) => canonicalEmail(value) !== null, said("fields.noEmail"))
  .meta({ maxLength: LIMITS.emailMax });

/**
 * The canonical form of an e-mail address, in which two ways to write it are equal: lower case, composed
 * letters (NFC), and a domain in any script as punycode. Every address by HTML's rule for `<input
 * type="email">` is accepted (`pat@localhost`), and so are letters of other scripts. Null for everything
 * else.
 */
export function canonicalEmail(text: string): string | null {
  const at = text.lastIndexOf("@");
  const local = compose(text.slice(0, Math.max(at, 0)).toLowerCase());
  const domain = canonicalDomain(text.slice(at + 1));
  return at > 0 && domain !== null && LOCAL_PART.test(local) ? `${local}@${domain}` : null;
}

/** A search text for addresses, with its domain in the stored form; unchanged where it has no domain. */
export function canonicalEmailQuery(text: string): string {
  const start = text.lastIndexOf("@") + 1;
  const domain = text.slice(start);
  const isDomain = /[^\0-\x7f]/.test(domain) && (start > 0 || domain.includes("."));
  return isDomain ? text.slice(0, start) + (canonicalDomain(domain) ?? domain) : text;
}

function canonicalDomain(text: string): string | null {
  if (text.length > LIMITS.emailMax || !ANY_DOMAIN.test(text)) {
    return null;
  }
  const lower = text.toLowerCase();
  const isPlain = /^[\0-\x7f]*$/.test(text);
  // Browsers and Node offer the rules for names in other scripts in URL alone; it reads numbers as IP addresses, so plain names stay as they are.
  const address = `http://${lower}/`;
  const host =
    isPlain && !lower.includes("xn--") ? lower : URL.canParse(address) && new URL(address).hostname;
  const domain = host || (isPlain ? lower : "");
  return DOMAIN.test(domain) ? domain : null;
}
