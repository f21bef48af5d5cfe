"use client";

import { useState } from "react";
import type { Me } from "@/client/browser/me";
import { useMe } from "@/client/browser/me";
import { findPeople } from "@/features/tickets/ui/use-pickers";
import type { PersonDto } from "@/features/users/schema";
import { PersonAvatar } from "@/features/users/ui/person-avatar";
import { isolate } from "@/messages/isolate";
import { useTranslate } from "@/messages/translate-provider";
import { LIMITS } from "@/shared/limits";
import { Button } from "@/ui/buttons/button";
import { Combobox } from "@/ui/fields/combobox";
import type { ComboboxItem } from "@/ui/fields/combobox-popup";
import { Field } from "@/ui/fields/field";
import { Textarea } from "@/ui/fields/textarea";
import { toast } from "@/ui/overlays/toast";
import { RequestItem } from "./request-item";
import { useAsking, useTicketRequests } from "./use-requests";

/** Asks the team of a ticket to assign it: to oneself, or to somebody else, with a note; or shows that this person has asked. */
export function AskForm({
  ticketId,
  team,
  onAsked,
}: {
  ticketId: string;
  team: { name: string };
  onAsked: () => void;
}) {
  const t = useTranslate();
  const me = useMe();
  const asking = useAsking(ticketId);
  const pending = useTicketRequests(ticketId, true).find(
    ({ requestedBy, state }) => requestedBy.id === me.id && state === "pending",
  );
  const [assignee, setAssignee] = useState<ComboboxItem>(() => toItem(asPerson(me)));
  const [note, setNote] = useState("");
  if (pending) {
    return <RequestItem request={pending} mayDecide={false} />;
  }
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        asking.mutate(
          { assigneeId: assignee.id, note },
          {
            onSuccess: () => {
              toast.success(t("assignmentRequests.ask.sent", { team: isolate(team.name) }));
              onAsked();
            },
          },
        );
      }}
    >
      <p className="text-ink-muted">{t("assignmentRequests.ask.lead", { team: isolate(team.name) })}</p>
      <Combobox
        label={t("assignmentRequests.ask.who")}
        placeholder={t("assignmentRequests.ask.search")}
        emptyText={t("assignmentRequests.ask.nobodyFound")}
        clearable={false}
        value={assignee}
        onValueChange={(item) => item && setAssignee(item)}
        search={async (query, signal) => (await findPeople(query, signal, { assignable: true })).map(toItem)}
      />
      <Field label={t("assignmentRequests.ask.note")} optional>
        <Textarea
          minRows={2}
          maxRows={6}
          maxLength={LIMITS.requestWordsMax}
          placeholder={t("assignmentRequests.ask.notePlaceholder")}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      {asking.error && (
        <p role="alert" className="text-danger-ink">
          {asking.error.message}
        </p>
      )}
      <Button type="submit" variant="primary" loading={asking.isPending} className="self-start">
        {t("assignmentRequests.ask.send")}
      </Button>
    </form>
  );
}

function asPerson({ id, name, role, avatarUrl }: Me): PersonDto {
  return { id, name, role, avatarUrl };
}

function toItem(person: PersonDto): ComboboxItem {
  return {
    id: person.id,
    label: person.name,
    ...(person.email ? { hint: person.email } : {}),
    icon: <PersonAvatar person={person} />,
  };
}
