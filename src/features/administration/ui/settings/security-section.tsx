"use client";

import type { Edits } from "@/client/api/use-edits";
import { Outrun } from "@/features/administration/ui/form/outrun";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { Checkbox } from "@/ui/fields/checkbox";
import type { SectionProps } from "./people-sections";
import { NumberSetting } from "./setting-fields";
import { SettingsSection, type Changeable } from "./settings-section";

const ROLES = ["user", "viewer", "agent", "admin"] as const;

/** How long sessions live, and who has to have a second factor. */
export function SecuritySection({ settings, onSaved }: SectionProps) {
  const t = useTranslate();
  const { sessionDays, sessionIdleDays, secondFactorRoles, secondFactorGraceDays } = settings;
  return (
    <SettingsSection<"sessionDays" | "sessionIdleDays" | "secondFactorRoles" | "secondFactorGraceDays">
      title={t("settings.security.title")}
      description={t("settings.security.reason")}
      current={{ sessionDays, sessionIdleDays, secondFactorRoles, secondFactorGraceDays }}
      onSaved={onSaved}
    >
      {({ edits, errorOf }) => (
        <>
          <NumberSetting
            edits={edits}
            field="sessionDays"
            current={sessionDays}
            label={t("settings.security.sessionDays")}
            hint={t("settings.security.sessionHint")}
            error={errorOf("sessionDays")}
          />
          <NumberSetting
            edits={edits}
            field="sessionIdleDays"
            current={sessionIdleDays}
            label={t("settings.security.idleDays")}
            error={errorOf("sessionIdleDays")}
          />
          <FactorRoles edits={edits} current={secondFactorRoles} />
          <NumberSetting
            edits={edits}
            field="secondFactorGraceDays"
            current={secondFactorGraceDays}
            label={t("settings.security.graceDays")}
            hint={t("settings.security.graceHint")}
            error={errorOf("secondFactorGraceDays")}
          />
        </>
      )}
    </SettingsSection>
  );
}

function FactorRoles({
  edits,
  current,
}: {
  edits: Edits<Pick<Changeable, "secondFactorRoles">>;
  current: Changeable["secondFactorRoles"];
}) {
  const { t, locale } = useSpeech();
  const chosen = edits.values.secondFactorRoles;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-ui font-medium">{t("settings.security.factorRoles")}</legend>
      {ROLES.map((role) => (
        <Checkbox
          key={role}
          checked={chosen.includes(role)}
          onCheckedChange={(isOn) =>
            edits.set("secondFactorRoles", isOn ? [...chosen, role] : chosen.filter((one) => one !== role))
          }
          label={t(`connections.roles.${role}`)}
        />
      ))}
      <Outrun
        edits={edits}
        field="secondFactorRoles"
        theirs={
          new Intl.ListFormat(locale).format(current.map((role) => t(`connections.roles.${role}`))) ||
          t("settings.nothing")
        }
      />
    </fieldset>
  );
}
