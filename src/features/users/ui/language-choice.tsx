"use client";

import { Globe } from "lucide-react";
import { callApi } from "@/client/api/api";
import { useMe } from "@/client/browser/me";
import { LANGUAGES, parseLanguage, type Language } from "@/messages/locale";
import { useTranslate } from "@/messages/translate-provider";
import { MenuGroup, MenuRadio } from "@/ui/overlays/menu";
import { toast } from "@/ui/overlays/toast";

/** Each language in its own words: so a person on a page in a foreign language finds their own. */
const NAMES: Record<Language, string> = { en: "English", de: "Deutsch" };

/** The language of the pages: one of ours, or the browser's. The page is reloaded in it. */
export function LanguageChoice() {
  const t = useTranslate();
  const me = useMe();
  return (
    <MenuGroup label={t("users.language.title")}>
      <MenuRadio<Language | "browser">
        label={t("users.language.title")}
        options={[
          { value: "browser", label: t("users.language.browser"), icon: <Globe /> },
          ...LANGUAGES.map((language) => ({ value: language, label: NAMES[language], icon: <Globe /> })),
        ]}
        value={parseLanguage(me.language) ?? "browser"}
        onValueChange={(language) => void choose(language)}
      />
    </MenuGroup>
  );
}

async function choose(language: Language | "browser"): Promise<void> {
  try {
    await callApi("/api/me", { method: "PATCH", body: { preferences: { language } } });
    window.location.reload();
  } catch (error) {
    toast.error(error instanceof Error ? error.message : String(error));
  }
}
