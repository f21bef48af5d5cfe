"use client";

import { createContext, useContext, useMemo, type ReactNode } from "react";
import { setCurrentTranslate } from "./current";
import type { en } from "./en";
import { keptTranslator } from "./kept-translator";
import type { Speech } from "./locale";
import type { Spoken, Translate } from "./translation";

const SpokenContext = createContext<Spoken | null>(null);

/** What a provider of words takes beside the words themselves. */
export interface TranslateProviderProps extends Speech {
  children: ReactNode;
}

/** Gives everything below one translator; `words` are those of its language. */
export function TranslateProvider({
  language,
  locale,
  timeZone,
  words,
  children,
}: TranslateProviderProps & { words: typeof en }) {
  const spoken = useMemo(
    () => ({
      language,
      locale,
      ...(timeZone === undefined ? {} : { timeZone }),
      t: keptTranslator(locale, words),
    }),
    [language, locale, timeZone, words],
  );
  if (typeof document !== "undefined") {
    setCurrentTranslate(spoken.t);
  }
  return <SpokenContext value={spoken}>{children}</SpokenContext>;
}

/** The translator of this page: `const t = useTranslate(); t("tickets.list.total", { count })`. */
export function useTranslate(): Translate {
  return useSpeech().t;
}

/** The translator together with the page's language and locale, for what Intl writes. */
export function useSpeech(): Spoken {
  const spoken = useContext(SpokenContext);
  if (!spoken) {
    throw new Error("useTranslate needs a TranslateProvider above it.");
  }
  return spoken;
}
