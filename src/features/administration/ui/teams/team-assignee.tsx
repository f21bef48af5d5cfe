"use client";

import { useState } from "react";
import type { Edits } from "@/client/api/use-edits";
import { Outrun } from "@/features/administration/ui/form/outrun";
import { findPeople } from "@/features/tickets/ui/use-pickers";
import { useTranslate } from "@/messages/translate-provider";
import { Combobox } from "@/ui/fields/combobox";
import { Field } from "@/ui/fields/field";

/** Who gets what is filed to a team. */
export function TeamAssigneeField<Fields extends { assigneeId: string | null }>({
  edits,
  assignee,
  error,
}: {
  edits: Edits<Fields>;
  /** As the team has it now. */
  assignee: { id: string; name: string } | null;
  error: string | null;
}) {
  const t = useTranslate();
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null);
  const { assigneeId } = edits.values;
  const shown = [assignee, chosen].find((one) => one?.id === assigneeId) ?? null;
  return (
    <Field label={t("teams.making.assignee")} hint={t("teams.making.assigneeHint")} optional error={error}>
      <Combobox
        value={shown && { id: shown.id, label: shown.name }}
        placeholder={t("teams.making.findAssignee")}
        onValueChange={(item) => {
          setChosen(item && { id: item.id, name: item.label });
          edits.set("assigneeId", item?.id ?? null);
        }}
        search={async (query, signal) =>
          (await findPeople(query, signal, { assignable: true })).map(({ id, name, email }) => ({
            id,
            label: name,
            ...(email ? { hint: email } : {}),
          }))
        }
      />
      <Outrun edits={edits} field="assigneeId" theirs={assignee?.name ?? t("teams.making.nobody")} />
    </Field>
  );
}
