"use client";

import { useState } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import type { ComboboxItem } from "@/ui/fields/combobox-popup";
import { Select } from "@/ui/fields/select";
import { Textarea } from "@/ui/fields/textarea";
import { Dialog } from "@/ui/overlays/dialog";
import { InvitedRows } from "./invited-rows";
import { readAddresses } from "./read-addresses";
import { TeamsField } from "./teams-field";
import { useInvitations } from "./use-invitations";

const MOST = 100;
const ROLES = ["user", "agent", "viewer", "admin"] as const;

/** Invites one person or many: addresses are pasted, and each becomes a row that says what came of it. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslate();
  const [text, setText] = useState("");
  const [role, setRole] = useState<(typeof ROLES)[number]>("user");
  const [teams, setTeams] = useState<ComboboxItem[]>([]);
  const [error, setError] = useState<string | null>(null);
  const invitations = useInvitations();
  const { people, unreadable } = readAddresses(text);
  const isSent = invitations.rows.length > 0;

  function send(): void {
    const problem =
      unreadable[0] !== undefined
        ? t("people.inviting.unreadable", { text: unreadable[0] })
        : people.length === 0
          ? t("people.inviting.noAddress")
          : people.length > MOST
            ? t("people.inviting.tooMany", { most: MOST, count: people.length })
            : null;
    setError(problem);
    if (problem === null) {
      invitations.send(people, { role, teamIds: teams.map(({ id }) => id) });
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !invitations.isBusy && onClose()}
      title={t("people.inviting.title")}
      description={t("people.inviting.description")}
      actions={
        isSent ? (
          <>
            {invitations.hasFailed && !invitations.isBusy && (
              <Button onClick={invitations.again}>{t("people.inviting.again")}</Button>
            )}
            <Button variant="primary" disabled={invitations.isBusy} onClick={onClose}>
              {t("people.inviting.done")}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{t("people.inviting.cancel")}</Button>
            <Button variant="primary" onClick={send}>
              {t("people.inviting.send", { count: people.length })}
            </Button>
          </>
        )
      }
    >
      {isSent ? (
        <InvitedRows rows={invitations.rows} />
      ) : (
        <div className="flex flex-col gap-5">
          <Field
            label={t("people.inviting.addresses")}
            error={error}
            hint={t("people.inviting.addressesHint", { most: MOST })}
          >
            <Textarea
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setError(null);
              }}
              minRows={4}
              maxRows={10}
              autoCapitalize="none"
              spellCheck={false}
            />
          </Field>
          <Field label={t("people.role")} control="button" hint={t(`people.person.roleHint.${role}`)}>
            <Select
              value={role}
              onValueChange={setRole}
              options={ROLES.map((value) => ({ value, label: t(`connections.role.${value}`) }))}
            />
          </Field>
          <TeamsField value={teams} onChange={setTeams} hint={t("people.inviting.teamsHint")} />
        </div>
      )}
    </Dialog>
  );
}
