"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState, type ReactNode } from "react";
import { callApi } from "@/client/api/api";
import { useAudited } from "@/client/live/use-audited";
import { apiError } from "@/client/live/use-live";
import type { PersonAccess } from "@/features/tickets/schema";
import type { AdminUserDto } from "@/features/users/schema";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Badge } from "@/ui/marks/badge";
import { NotLoaded, SkeletonRows } from "@/ui/states/not-loaded";
import { PEOPLE_KEY } from "./use-people";

const PAGE = 10;

type Rule = PersonAccess["counts"][number]["code"];

/** Which tickets a person sees, by which rules of the policy, and how many by each. */
export function PersonVisibleTickets({ person }: { person: AdminUserDto }) {
  const t = useTranslate();
  const [rule, setRule] = useState<Rule | null>(null);
  const { pages, error, refetch, more } = useVisibleTickets(person.id, rule);
  const first = pages[0];
  if (!first) {
    return (
      <NotLoaded
        error={error}
        loading={t("people.person.visible.loading")}
        offline={t("people.offline")}
        onRetry={refetch}
        skeleton={<SkeletonRows count={1} className="h-24" />}
      />
    );
  }
  if (first.none !== null) {
    return <p className="text-ink-muted">{t(`people.person.visible.none.${first.none}`)}</p>;
  }
  return (
    <div className="flex flex-col gap-3">
      <div role="group" aria-label={t("people.person.visible.rules")} className="flex flex-wrap gap-2">
        {first.counts.map(({ code, count, isMore }) => (
          <Button
            key={code}
            size="sm"
            aria-pressed={rule === code}
            variant={rule === code ? "primary" : "secondary"}
            onClick={() => setRule(rule === code ? null : code)}
          >
            {t(isMore ? "people.person.visible.countMore" : "people.person.visible.count", {
              rule: t(`people.person.visible.rule.${code}`),
              count,
            })}
          </Button>
        ))}
      </div>
      <ul
        aria-label={t("people.person.visible.list")}
        className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
      >
        {pages
          .flatMap(({ items }) => items)
          .map((item) => (
            <VisibleTicket key={item.ticket.id} item={item} />
          ))}
      </ul>
      {more && (
        <Button size="sm" className="self-start" onClick={more}>
          {t("ui.showMore")}
        </Button>
      )}
    </div>
  );
}

function VisibleTicket({ item: { ticket, audience, reasons } }: { item: PersonAccess["items"][number] }) {
  const { t, locale } = useSpeech();
  const bdi = (name: ReactNode) => <bdi>{name}</bdi>;
  return (
    <li className="px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Link
          href={`/tickets/${ticket.number}`}
          className="min-w-0 font-medium wrap-anywhere hover:underline"
        >
          #{ticket.number} <bdi>{ticket.title}</bdi>
        </Link>
        {audience === "staff" && <Badge>{t("people.person.visible.notes")}</Badge>}
      </p>
      <ul className="mt-0.5 text-note text-ink-muted">
        {reasons.map(({ code, since, team }) => (
          <li key={code}>
            {t.rich(`ticketAccess.reason.${code}`, {
              bdi,
              team: team?.name ?? "",
              since: since ? new Date(since).toLocaleDateString(locale, { dateStyle: "long" }) : "",
            })}
          </li>
        ))}
      </ul>
    </li>
  );
}

function useVisibleTickets(personId: string, rule: Rule | null) {
  const queryKey = [...PEOPLE_KEY, "visible", personId, rule];
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ signal, pageParam }) => {
      const search = new URLSearchParams({
        limit: String(PAGE),
        ...(rule === null ? {} : { rule }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      });
      return callApi<PersonAccess>(`/api/admin/users/${personId}/access?${search}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: 0,
    placeholderData: (before) => before,
  });
  // A role, a team or its privacy changes what they see.
  useAudited(
    [...PEOPLE_KEY, "visible", personId],
    ({ subjectType, subjectId }) => subjectType === "team" || subjectId === personId,
  );
  return {
    pages: query.data?.pages ?? [],
    error: apiError(query.error),
    refetch: () => void query.refetch(),
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
  };
}
