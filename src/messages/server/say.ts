import { createTranslator } from "use-intl/core";
import type { Language } from "@/messages/locale";
import { serverDe } from "./de";
import { serverEn } from "./en";
import type { SentenceArguments, SentenceKey } from "./keys";
import type { Sentence, SentenceValues } from "./sentence";

const CATALOGUE = { en: serverEn, de: serverDe } satisfies Record<Language, object>;

/** Makes a sentence of its key and what is put into it; `speak` puts it into words once it is known for whom. */
export function say<Key extends SentenceKey>(key: Key, ...values: SentenceArguments<Key>): Sentence;
export function say(key: string, values: SentenceValues = {}): Sentence {
  return sayStored(key, values) ?? { key, values, english: key };
}

/** What is read on the console of the server alone, which speaks English. */
export function onConsole(english: string): Sentence {
  return { key: null, values: {}, english };
}

/** A sentence of a key that was stored as a text; null where this release has no such sentence. */
export function sayStored(key: string, values: SentenceValues): Sentence | null {
  const english = formatOf("en", key)?.(values);
  return english === undefined ? null : { key, values, english };
}

/** A sentence in somebody's language. */
export function speak({ key, values, english, spoken }: Sentence, language: Language): string {
  return spoken?.[language] ?? (key === null ? null : formatOf(language, key))?.(values) ?? english;
}

type Format = (values: SentenceValues) => string;

/** Each is parsed once. */
const formats = new Map<string, Format>();

function formatOf(language: Language, key: string): Format | null {
  const name = `${language} ${key}`;
  const known = formats.get(name);
  if (known) {
    return known;
  }
  const words = key.split(".").reduce<unknown>(partOf, CATALOGUE[language]);
  if (typeof words !== "string") {
    return null;
  }
  const translate = createTranslator({ locale: language, messages: { words } });
  const format: Format = (values) => translate("words", values);
  formats.set(name, format);
  return format;
}

function partOf(words: unknown, name: string): unknown {
  return typeof words === "object" && words !== null && Object.hasOwn(words, name)
    ? Reflect.get(words, name)
    : undefined;
}
