"use client";

import { Globe } from "lucide-react";
import { callApi } from "@/client/api/api";
import { useMe } from "@/client/browser/me";
import { ownLanguage, type Language } from "@/messages/locale";
import { useTranslate } from "@/messages/translate-provider";
import { MenuGroup, MenuRadio } from "@/ui/overlays/menu";
import { toast } from "@/ui/overlays/toast";

type Choice = Language | "browser";

/** Each language in its own words: so a person on a page in a foreign language finds their own. */
const NAMES: Record<Language, string> = { en: "English", de: "Deutsch" };

/** The language of the pages, and the way to choose another: the page is reloaded in it. */
export function useLanguageChoice(): {
  options: { value: Choice; label: string }[];
  chosen: Choice;
  choose: (language: Choice) => void;
} {
  const t = useTranslate();
  const me = useMe();
  return {
    options: [
      ...(me.languages.length > 1 ? [{ value: "browser" as const, label: t("users.language.browser") }] : []),
      ...me.languages.map((language) => ({ value: language, label: NAMES[language] })),
    ],
    chosen:
      ownLanguage(me.language, { language: me.organisationLanguage, languages: me.languages }) ?? "browser",
    choose: (language) => void keep(language),
  };
}

/** The same choice in a menu: one of our languages, or the browser's. */
export function LanguageChoice() {
  const t = useTranslate();
  const { options, chosen, choose } = useLanguageChoice();
  return (
    <MenuGroup label={t("users.language.title")}>
      <MenuRadio<Choice>
        label={t("users.language.title")}
        options={options.map((option) => ({ ...option, icon: <Globe /> }))}
        value={chosen}
        onValueChange={choose}
      />
    </MenuGroup>
  );
}

async function keep(language: Choice): Promise<void> {
  try {
    await callApi("/api/me", { method: "PATCH", body: { preferences: { language } } });
    window.location.reload();
  } catch (error) {
    toast.error(error instanceof Error ? error.message : String(error));
  }
}
