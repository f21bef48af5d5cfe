"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CloudOff, Eye, Inbox, UserX } from "lucide-react";
import Link from "next/link";
import { fetchOnceMore } from "@/client/cache/fetch-again";
import { useEvent } from "@/client/connection/use-event";
import { useLivePages } from "@/features/administration/ui/live/use-live-pages";
import type { ListedTicket } from "@/features/tickets/schema";
import { TicketStatus } from "@/features/tickets/ui/ticket-words";
import type { AdminUserDto } from "@/features/users/schema";
import { useTranslate } from "@/messages/translate-provider";
import { isStaffRole } from "@/shared/roles";
import { Button } from "@/ui/buttons/button";
import { ButtonLink } from "@/ui/buttons/button-link";
import { Skeleton } from "@/ui/marks/skeleton";
import { PageHeader } from "@/ui/shell/page-header";
import { Callout } from "@/ui/states/callout";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { RelativeTime } from "@/ui/time/relative";
import { PEOPLE_KEY } from "./use-people";
import { usePerson } from "./use-person";

const PAGE = 50;
const EVENTS = ["ticket:created", "ticket:updated", "ticket:activity", "ticket:deleted"] as const;

/** A person's list of tickets as they get it, for admins: read only, live, and clearly said. */
export function PersonListPage({ personId }: { personId: string }) {
  const t = useTranslate();
  const { person, error } = usePerson(personId);
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
      {person && (
        <Callout tone="warning">
          <span className="inline-flex items-baseline gap-2">
            <Eye aria-hidden className="size-4 shrink-0 self-center" />
            <span>
              {t.rich("people.list.of", { name: () => <bdi className="font-medium">{person.name}</bdi> })}
            </span>
          </span>
        </Callout>
      )}
      {person ? <Tickets person={person} /> : error ? <ErrorState reason={error.message} /> : <Loading />}
    </div>
  );
}

function Tickets({ person }: { person: AdminUserDto }) {
  const t = useTranslate();
  const queries = useQueryClient();
  const key = [...PEOPLE_KEY, "list-of", person.id];
  const list = useLivePages<ListedTicket>(
    { key, path: `/api/admin/users/${person.id}/tickets`, search: `limit=${PAGE}` },
    {
      isInUse: false,
      concerns: ({ subjectType, subjectId }) => subjectType === "team" || subjectId === person.id,
    },
  );
  // Whatever happens on a ticket may concern them: the server says what they see.
  useEvent(EVENTS, () => void fetchOnceMore(queries, key));
  if (list.rows === null) {
    return list.error ? (
      list.error.code === "offline" ? (
        <EmptyState
          icon={<CloudOff />}
          title={t("people.offline.title")}
          reason={t("people.offline.reason")}
        />
      ) : (
        <ErrorState reason={list.error.message} onRetry={list.refetch} />
      )
    ) : (
      <Loading />
    );
  }
  if (list.rows.length === 0) {
    return (
      <EmptyState
        icon={<Inbox />}
        title={t("people.list.none")}
        reason={t(
          person.disabled ? "people.person.visible.none.disabled" : "people.person.visible.none.not_involved",
        )}
      />
    );
  }
  return (
    <>
      <ul
        aria-label={t("people.list.title")}
        className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
      >
        {list.rows.map((ticket) => (
          <Row key={ticket.id} ticket={ticket} person={person} />
        ))}
      </ul>
      {list.hasMore && (
        <Button className="self-center" loading={list.isFetchingMore} onClick={list.fetchMore}>
          {t("people.showMore")}
        </Button>
      )}
    </>
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

function Loading() {
  const t = useTranslate();
  return (
    <div role="status" className="flex flex-col gap-2">
      <span className="sr-only">{t("people.loading")}</span>
      <Skeleton className="h-12 w-full" />
      <Skeleton className="h-12 w-full" />
    </div>
  );
}
