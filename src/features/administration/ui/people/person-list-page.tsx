"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Inbox, UserX } from "lucide-react";
import Link from "next/link";
import { fetchOnceMore } from "@/client/cache/fetch-again";
import { useEvent } from "@/client/connection/use-event";
import { useLiveList } from "@/client/live/use-live-list";
import type { ListedTicket } from "@/features/tickets/schema";
import { TicketStatus } from "@/features/tickets/ui/ticket-words";
import type { AdminUserDto } from "@/features/users/schema";
import { useTranslate } from "@/messages/translate-provider";
import { isStaffRole } from "@/shared/roles";
import { ButtonLink } from "@/ui/buttons/button-link";
import { LiveList } from "@/ui/lists/live-list";
import { PageHeader } from "@/ui/shell/page-header";
import { Callout } from "@/ui/states/callout";
import { EmptyState } from "@/ui/states/empty";
import { NotLoaded } from "@/ui/states/not-loaded";
import { RelativeTime } from "@/ui/time/relative";
import { PEOPLE_KEY } from "./use-people";
import { usePerson } from "./use-person";

const PAGE = 50;
const EVENTS = ["ticket:created", "ticket:updated", "ticket:activity", "ticket:deleted"] as const;

/** A person's list of tickets as they get it, for admins: read only, live, and clearly said. */
export function PersonListPage({ personId }: { personId: string }) {
  const t = useTranslate();
  const { data: person, error, refetch } = usePerson(personId);
  if (error?.status === 404) {
    return (
      <div className="flex flex-1 items-center justify-center">
        <EmptyState
          level={1}
          icon={<UserX />}
          title={t("people.person.gone")}
          reason={t("people.person.goneReason")}
          action={<ButtonLink href="/admin/people">{t("people.person.toList")}</ButtonLink>}
        />
      </div>
    );
  }
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-5 p-4 sm:p-6">
      <PageHeader
        back={{ href: `/admin/people/${personId}`, label: person?.name ?? t("people.person.back") }}
        title={t("people.list.title")}
      />
      {person ? (
        <>
          <Callout tone="warning">
            {t.rich("people.list.of", { name: () => <bdi className="font-medium">{person.name}</bdi> })}
          </Callout>
          <Tickets person={person} />
        </>
      ) : (
        <NotLoaded
          error={error}
          loading={t("people.loading")}
          offline={t("people.offline")}
          onRetry={refetch}
        />
      )}
    </div>
  );
}

function Tickets({ person }: { person: AdminUserDto }) {
  const t = useTranslate();
  const queries = useQueryClient();
  const key = [...PEOPLE_KEY, "list-of", person.id];
  const list = useLiveList<ListedTicket>(
    { key, path: `/api/admin/users/${person.id}/tickets`, search: `limit=${PAGE}` },
    { concerns: ({ subjectType, subjectId }) => subjectType === "team" || subjectId === person.id },
  );
  // Whatever happens on a ticket may concern them: the server says what they see.
  useEvent(EVENTS, () => void fetchOnceMore(queries, key));
  const none = person.disabled ? "disabled" : "not_involved";
  return (
    <LiveList
      list={list}
      loading={t("people.loading")}
      offline={t("people.offline")}
      empty={
        <EmptyState
          icon={<Inbox />}
          title={t("people.list.none")}
          reason={t(`people.person.visible.none.${none}`)}
        />
      }
    >
      {(tickets) => (
        <ul
          aria-label={t("people.list.title")}
          className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
        >
          {tickets.map((ticket) => (
            <Row key={ticket.id} ticket={ticket} person={person} />
          ))}
        </ul>
      )}
    </LiveList>
  );
}

function Row({ ticket, person }: { ticket: ListedTicket; person: AdminUserDto }) {
  const isTheirs = ticket.requester.id === person.id && !isStaffRole(person.role);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
      <Link
        href={`/tickets/${ticket.number}${isTheirs ? "?as=requester" : ""}`}
        className="min-w-0 flex-1 basis-60 rounded-sm font-medium wrap-anywhere focus-ring hover:underline"
      >
        #{ticket.number} <bdi>{ticket.title}</bdi>
      </Link>
      <TicketStatus status={ticket.status} />
      <span className="text-note text-ink-muted">
        <RelativeTime at={ticket.updatedAt} />
      </span>
    </li>
  );
}
