/** The languages that the product speaks; the first is spoken where nobody asks for another. */
export const LANGUAGES = ["en", "de"] as const;

/** One of LANGUAGES. */
export type Language = (typeof LANGUAGES)[number];

/** Which words somebody reads, and how dates and numbers look in them: `locale` is "en-GB" where the browser says so. */
export interface Speech {
  language: Language;
  locale: string;
  /** The time zone that they chose, such as "Europe/Berlin"; absent: their browser's. */
  timeZone?: string;
}

/** A browser sends a handful of languages; what sends more is no browser. */
const MOST_TAGS = 20;
const LONGEST_HEADER = 500;
const TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i;

/**
 * The language of a person: what they chose in their profile, else what their browser asks for, else English. What was
 * chosen and is none of ours counts as not chosen. `accepted` is an Accept-Language header.
 */
export function chooseSpeech(chosen: unknown, accepted: string | null): Speech {
  const tags = acceptedTags(accepted ?? "");
  const language = parseLanguage(chosen) ?? tags.map(languageOf).find((one) => one !== null) ?? LANGUAGES[0];
  return { language, locale: tags.find((tag) => languageOf(tag) === language) ?? language };
}

/** What an organisation says about languages. */
export interface LanguageSettings {
  /** What people read who chose nothing; null: what their browser asks for. */
  language: Language | null;
  /** Those that can be chosen. */
  languages: readonly Language[];
}

/**
 * The language of a person of an organisation: what they chose, where it is offered there, else the organisation's; null
 * where the browser decides, which is also what "browser" says.
 */
export function ownLanguage(chosen: unknown, { language, languages }: LanguageSettings): Language | null {
  const own = parseLanguage(chosen);
  if (own !== null && languages.includes(own)) {
    return own;
  }
  const [only, another] = languages;
  if (only !== undefined && another === undefined) {
    return only;
  }
  return chosen === "browser" ? null : language;
}

/** What is stored of an organisation's languages: nothing, and what is none of ours, leaves all of them. */
export function readLanguageSettings(language: unknown, languages: unknown): LanguageSettings {
  const known = Array.isArray(languages) ? LANGUAGES.filter((one) => languages.includes(one)) : [];
  return { language: parseLanguage(language), languages: known.length === 0 ? LANGUAGES : known };
}

/** A value as one of LANGUAGES, or null. */
export function parseLanguage(value: unknown): Language | null {
  return LANGUAGES.find((language) => language === value) ?? null;
}

/** The header's tags, the most wanted first; those with q=0 and those that nobody can read are left out. */
function acceptedTags(header: string): string[] {
  return header
    .slice(0, LONGEST_HEADER)
    .split(",", MOST_TAGS)
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const q = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find((one) => one !== undefined);
      return { tag: tag.trim(), weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ tag, weight }) => TAG.test(tag) && weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .flatMap(({ tag }) => canonical(tag));
}

/**
 * A tag's language and region, "de-AT": what else it may carry makes no difference to dates here, and what is written for
 * each locale is kept, so that visitors must not be able to make up ever new ones.
 */
function canonical(tag: string): string[] {
  try {
    const { language, region } = new Intl.Locale(tag);
    return [region === undefined ? language : `${language}-${region}`];
  } catch {
    return [];
  }
}

function languageOf(tag: string): Language | null {
  return parseLanguage(tag.toLowerCase().split("-")[0]);
}
