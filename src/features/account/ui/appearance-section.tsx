"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { callApi } from "@/client/api/api";
import { useMe } from "@/client/browser/me";
import type { Theme } from "@/client/browser/theme";
import { useTheme } from "@/client/browser/use-theme";
import type { Preferences } from "@/features/users/schema";
import { useLanguageChoice } from "@/features/users/ui/language-choice";
import { useTranslate } from "@/messages/translate-provider";
import { Field } from "@/ui/fields/field";
import { Segmented } from "@/ui/fields/radio-group";
import { Select } from "@/ui/fields/select";
import { Switch } from "@/ui/fields/switch";
import { toast } from "@/ui/overlays/toast";
import { AccountSection } from "./account-section";
import { ZoneChoice } from "./zone-choice";

/** Appearance and language of the pages; each choice applies at once. */
export function AppearanceSection({ preferences }: { preferences: Preferences }) {
  const t = useTranslate();
  const { isStaff } = useMe();
  const [theme, setTheme] = useTheme();
  const language = useLanguageChoice();
  return (
    <AccountSection title={t("account.appearance.title")} description={t("account.appearance.description")}>
      <Field label={t("users.language.title")} control="button">
        <Select
          options={language.options}
          value={language.chosen}
          onValueChange={language.choose}
          className="w-full @md:w-64"
        />
      </Field>
      <TimeZone chosen={preferences.timeZone ?? ""} />
      <Field label={t("users.appearance.title")} control="group" className="items-start">
        <Segmented<Theme>
          label={t("users.appearance.title")}
          options={[
            { value: "light", label: t("account.appearance.light"), icon: <Sun aria-hidden /> },
            { value: "dark", label: t("account.appearance.dark"), icon: <Moon aria-hidden /> },
            { value: "system", label: t("account.appearance.system"), icon: <Monitor aria-hidden /> },
          ]}
          value={theme}
          onValueChange={setTheme}
        />
      </Field>
      {isStaff && <Shortcuts isOn={preferences.shortcuts ?? true} />}
    </AccountSection>
  );
}

function TimeZone({ chosen }: { chosen: string }) {
  const t = useTranslate();
  const router = useRouter();
  const [shown, setShown] = useState(chosen);

  async function choose(timeZone: string): Promise<void> {
    setShown(timeZone);
    try {
      await callApi("/api/me", { method: "PATCH", body: { preferences: { timeZone } } });
      router.refresh();
    } catch (error) {
      setShown(shown);
      toast.error(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <Field label={t("account.appearance.zone")} hint={t("account.appearance.zoneHint")}>
      <ZoneChoice
        value={shown === "" ? null : shown}
        onValueChange={(zone) => void choose(zone ?? "")}
        placeholder={t("account.appearance.browserZone")}
      />
    </Field>
  );
}

function Shortcuts({ isOn }: { isOn: boolean }) {
  const t = useTranslate();
  const router = useRouter();
  const [shown, setShown] = useState(isOn);

  async function choose(shortcuts: boolean): Promise<void> {
    setShown(shortcuts);
    try {
      await callApi("/api/me", { method: "PATCH", body: { preferences: { shortcuts } } });
      router.refresh();
    } catch (error) {
      setShown(!shortcuts);
      toast.error(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <Switch
      checked={shown}
      onCheckedChange={(next) => void choose(next)}
      label={t("account.appearance.shortcuts")}
      hint={t("account.appearance.shortcutsHint")}
    />
  );
}
