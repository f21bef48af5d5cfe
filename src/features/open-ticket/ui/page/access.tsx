"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleHelp } from "lucide-react";
import { useState, type ReactNode } from "react";
import { callApi } from "@/client/api/api";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import type { TicketAccess } from "@/features/tickets/schema";
import { findPeople } from "@/features/tickets/ui/use-pickers";
import { PersonAvatar } from "@/features/users/ui/person-avatar";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Combobox } from "@/ui/fields/combobox";
import type { ComboboxItem } from "@/ui/fields/combobox-popup";

/** Whether somebody sees the ticket, which side of it, and by which rules; for admins. */
export function TicketAccessPanel() {
  const t = useTranslate();
  const [isAsking, setAsking] = useState(false);
  const [person, setPerson] = useState<ComboboxItem | null>(null);
  if (!isAsking) {
    return (
      <Button
        size="sm"
        variant="ghost"
        icon={<CircleHelp aria-hidden />}
        onClick={() => setAsking(true)}
        className="-ms-2.5 self-start"
      >
        {t("ticketAccess.ask")}
      </Button>
    );
  }
  return (
    <div className="flex flex-col gap-2">
      <h2 className="text-ink-muted">{t("ticketAccess.ask")}</h2>
      <Combobox
        autoFocus
        label={t("ticketAccess.person")}
        placeholder={t("ticketAccess.search")}
        emptyText={t("ticketAccess.nobodyFound")}
        value={person}
        onValueChange={setPerson}
        search={async (query, signal) => (await findPeople(query, signal)).map(toItem)}
      />
      <div aria-live="polite">{person && <Explanation person={person} />}</div>
    </div>
  );
}

function Explanation({ person }: { person: ComboboxItem }) {
  const { t, locale } = useSpeech();
  const { ticket } = useTicket();
  const { data, isError } = useQuery({
    // Rights change with the ticket's team and its watchers, which count its version up or come as events of it.
    queryKey: ["ticket", ticket.id, "access", person.id, ticket.version, ticket.watchers?.length ?? 0],
    queryFn: ({ signal }) =>
      callApi<TicketAccess>(`/api/tickets/${ticket.id}/access?person=${person.id}`, { signal }),
  });
  if (!data) {
    return isError ? <p className="text-note text-ink-muted">{t("ticketAccess.failed")}</p> : null;
  }
  const bdi = (name: ReactNode) => <bdi>{name}</bdi>;
  const sees =
    data.audience === "staff" ? "seesStaff" : data.audience === "public" ? "seesPublic" : "seesNothing";
  return (
    <>
      <p>{t.rich(`ticketAccess.${sees}`, { name: person.label, bdi })}</p>
      <ul className="mt-1 flex flex-col gap-1 text-note text-ink-muted">
        {data.reasons.map(({ code, since, team }) => (
          <li key={code}>
            {t.rich(`ticketAccess.reason.${code}`, {
              bdi,
              team: team?.name ?? "",
              since: since ? new Date(since).toLocaleDateString(locale, { dateStyle: "long" }) : "",
            })}
          </li>
        ))}
      </ul>
    </>
  );
}

function toItem(person: Awaited<ReturnType<typeof findPeople>>[number]): ComboboxItem {
  return {
    id: person.id,
    label: person.name,
    ...(person.email ? { hint: person.email } : {}),
    icon: <PersonAvatar person={person} />,
  };
}
