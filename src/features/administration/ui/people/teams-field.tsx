"use client";

import type { ReactNode } from "react";
import { useTeams } from "@/features/tickets/ui/use-pickers";
import { useTranslate } from "@/messages/translate-provider";
import type { ComboboxItem } from "@/ui/fields/combobox-popup";
import { Field } from "@/ui/fields/field";
import { MultiCombobox } from "@/ui/fields/multi-combobox";

/** The teams of somebody, chosen by their names; nothing where there are none. */
export function TeamsField({
  value,
  onChange,
  hint,
  children,
}: {
  value: ComboboxItem[];
  onChange: (teams: ComboboxItem[]) => void;
  hint: string;
  children?: ReactNode;
}) {
  const t = useTranslate();
  const teams = useTeams();
  if (teams.length === 0 && value.length === 0) {
    return null;
  }
  return (
    <Field label={t("people.person.teams")} hint={hint}>
      <MultiCombobox
        value={value}
        onValueChange={onChange}
        placeholder={t("people.inviting.searchTeams")}
        search={async (query) =>
          Promise.resolve(
            teams
              .filter((team) => team.name.toLocaleLowerCase().includes(query.toLocaleLowerCase()))
              .map((team) => ({ id: team.id, label: team.name })),
          )
        }
      />
      {children}
    </Field>
  );
}
