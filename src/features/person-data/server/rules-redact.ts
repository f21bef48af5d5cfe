/** By what a person is recognised in what others' actions have stored: kept sealed until their erasure is done. */
export interface Known {
  personId: string;
  /** The present name and earlier ones. */
  names: readonly string[];
  /** Every address, in the form in which addresses are stored. */
  addresses: readonly string[];
}

/** What stands where something was taken out of a text that the product wrote. */
export const REDACTED = "[erased]";

/** Keys under which the product stores a person's name. */
const NAME_KEY = /name|^to$|^login$/i;
/** Keys under which all is about the person, in what is about them. */
const OWN_KEY = /name|^to$|^login$|^before$|email/i;

/** What takes a person's name and addresses out of stored values. */
export interface Redactor {
  /** A text without the person's addresses; case does not matter, and no other address is touched. */
  text(value: string): string;
  /**
   * A stored value without the person's addresses anywhere, and without the name where it stands alone under a key for names; null where
   * there was none. With `isAboutThem` every name and address goes, as those that they had before are not known.
   */
  value(stored: unknown, about?: { isAboutThem: boolean }): unknown;
  /** Whether a text is a name of theirs. */
  isName(text: string): boolean;
  /** Patterns for ILIKE ANY, one of which every stored value fits that holds an address of theirs. */
  patterns: string[];
}

/** Makes the redactor of one person. */
export function redactorFor({ names, addresses }: Pick<Known, "names" | "addresses">): Redactor {
  const forms = new Set(names.map(folded));
  const address = addresses.length > 0 ? addressPattern(addresses) : null;
  const text = (value: string): string => (address ? value.replace(address, REDACTED) : value);

  const walk = (stored: unknown, key: string, isAboutThem: boolean): unknown => {
    if (typeof stored === "string") {
      const isTheirs =
        (isAboutThem && OWN_KEY.test(key)) || (NAME_KEY.test(key) && forms.has(folded(stored)));
      return isTheirs && stored !== "" ? REDACTED : text(stored);
    }
    if (Array.isArray(stored)) {
      return stored.map((one: unknown) => walk(one, key, isAboutThem));
    }
    if (typeof stored === "object" && stored !== null) {
      return Object.fromEntries(
        Object.entries(stored).map(([name, one]) => [name, walk(one, name, isAboutThem)]),
      );
    }
    return stored;
  };

  return {
    text,
    value: (stored, { isAboutThem } = { isAboutThem: false }) => {
      const redacted = walk(stored, "", isAboutThem);
      return JSON.stringify(redacted) === JSON.stringify(stored) ? null : redacted;
    },
    isName: (name) => forms.has(folded(name)),
    patterns: addresses.map((one) => `%${escapeLike(JSON.stringify(one).slice(1, -1))}%`),
  };
}

/** A text as a pattern of LIKE that fits it alone. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/** Marks of isolation stand around names in sentences. */
function folded(name: string): string {
  return name
    .replace(/[\u2066-\u2069]/g, "")
    .trim()
    .normalize("NFC")
    .toLowerCase();
}

/** An address on its own: not the end of a longer one, nor the beginning of one of a longer host. */
function addressPattern(addresses: readonly string[]): RegExp {
  const any = addresses.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}._%+-])(?:${any})(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`, "giu");
}
