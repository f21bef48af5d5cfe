"use client";

import { UserX } from "lucide-react";
import { useMe } from "@/client/browser/me";
import type { AdminUserDto } from "@/features/users/schema";
import { AccountSection } from "@/features/account/ui/account-section";
import { PersonAvatar } from "@/features/users/ui/person-avatar";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { ButtonLink } from "@/ui/buttons/button-link";
import { Badge } from "@/ui/marks/badge";
import { Skeleton } from "@/ui/marks/skeleton";
import { Callout } from "@/ui/states/callout";
import { TextLink } from "@/ui/text/link";
import { MergeSection } from "@/features/people-merges/ui/merge-section";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { NotLoaded } from "@/ui/states/not-loaded";
import { RelativeTime } from "@/ui/time/relative";
import { PersonData } from "@/features/administration/ui/data/person-data";
import { PersonAccess } from "./person-access";
import { PersonDetails } from "./person-details";
import { PersonSessions } from "./person-sessions";
import { PersonTokens } from "./person-tokens";
import { PersonVisibleTickets } from "./person-visible-tickets";
import { StateBadge } from "./person-row";
import { usePerson } from "./use-person";

/** One person, for admins: what they are, how they come in, and where they are signed in. */
export function PersonPage({ personId, ownSessionId }: { personId: string; ownSessionId: string }) {
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
          action={
            <ButtonLink href="/admin/people" variant="primary">
              {t("people.person.toList")}
            </ButtonLink>
          }
        />
      </div>
    );
  }
  if (person === null) {
    return (
      <div className="p-4 sm:p-6">
        <NotLoaded
          error={error}
          loading={t("people.loading")}
          offline={t("people.offline")}
          onRetry={refetch}
          skeleton={
            <div className="flex flex-col gap-4">
              <Skeleton className="h-14 w-72 max-w-full" />
              <Skeleton className="h-40 w-full max-w-3xl" />
            </div>
          }
        />
      </div>
    );
  }
  return (
    <div className="@container flex min-w-0 flex-1 flex-col p-4 sm:p-6">
      <div className="w-full max-w-4xl">
        <Header person={person} />
        <MergedInto person={person} />
        <div className="mt-2 divide-y divide-line">
          {!person.erased && <OwnSections person={person} ownSessionId={ownSessionId} onChanged={refetch} />}
          <AccountSection title={t("people.person.tickets")} description={t("people.person.ticketsReason")}>
            <TicketLinks person={person} />
          </AccountSection>
          {!person.erased && (
            <>
              <AccountSection
                title={t("people.person.visible.title")}
                description={t("people.person.visible.reason")}
              >
                <PersonVisibleTickets person={person} />
                <ButtonLink href={`/admin/people/${person.id}/tickets`} className="self-start">
                  {t("people.person.visible.view")}
                </ButtonLink>
              </AccountSection>
              <AccountSection title={t("merges.title")} description={t("merges.reason")}>
                <MergeSection person={person} onChanged={refetch} />
              </AccountSection>
            </>
          )}
          <AccountSection title={t("personData.section")} description={t("personData.sectionReason")}>
            <PersonData person={person} />
          </AccountSection>
        </div>
      </div>
    </div>
  );
}

/** What somebody has who is somebody: of an erased person there is none of it. */
function OwnSections({
  person,
  ownSessionId,
  onChanged,
}: {
  person: AdminUserDto;
  ownSessionId: string;
  onChanged: () => void;
}) {
  const t = useTranslate();
  return (
    <>
      <AccountSection title={t("people.person.details")} description={t("people.person.detailsReason")}>
        <PersonDetails person={person} onSaved={onChanged} />
      </AccountSection>
      <AccountSection title={t("people.person.access")} description={t("people.person.accessReason")}>
        <PersonAccess person={person} onChanged={onChanged} />
      </AccountSection>
      <AccountSection title={t("people.person.sessions")} description={t("people.person.sessionsReason")}>
        <PersonSessions personId={person.id} ownSessionId={ownSessionId} />
      </AccountSection>
      <AccountSection title={t("people.person.tokens")} description={t("people.person.tokensReason")}>
        <PersonTokens personId={person.id} />
      </AccountSection>
    </>
  );
}

function Header({ person }: { person: AdminUserDto }) {
  const { t, locale, timeZone } = useSpeech();
  const me = useMe();
  const { lastSeenAt } = person;
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(
    new Date(person.createdAt),
  );
  return (
    <>
      <PageHeader
        back={{ href: "/admin/people", label: t("people.person.back") }}
        title={
          <span className="flex flex-wrap items-center gap-3">
            <PersonAvatar person={person} size="lg" />
            <bdi className="min-w-0 wrap-anywhere">{person.name}</bdi>
            <StateBadge person={person} />
            {person.id === me.id && <Badge tone="accent">{t("people.you")}</Badge>}
          </span>
        }
      />
      <p className="mt-2 flex flex-wrap gap-x-2 text-note text-ink-muted">
        <span>{t("people.person.since", { date })}</span>
        <span aria-hidden>·</span>
        <span>
          {lastSeenAt === null
            ? t("people.person.neverSeen")
            : t.rich("people.person.seen", { ago: () => <RelativeTime at={lastSeenAt} /> })}
        </span>
      </p>
    </>
  );
}

/** An address of an account that was merged leads on to the other. */
function MergedInto({ person: { mergedInto } }: { person: AdminUserDto }) {
  const t = useTranslate();
  return (
    mergedInto && (
      <Callout tone="info" className="mt-4">
        {t.rich("people.person.mergedInto", {
          link: () => <TextLink href={`/admin/people/${mergedInto.id}`}>{mergedInto.name}</TextLink>,
        })}
      </Callout>
    )
  );
}

function TicketLinks({ person }: { person: AdminUserDto }) {
  const t = useTranslate();
  return (
    <div className="flex flex-wrap gap-2">
      <ButtonLink href={`/tickets?requester=${person.mergedInto?.id ?? person.id}`}>
        {t("people.person.requested")}
      </ButtonLink>
      {(person.role === "agent" || person.role === "admin") && (
        <ButtonLink href={`/tickets?assignee=${person.id}`}>{t("people.person.assigned")}</ButtonLink>
      )}
    </div>
  );
}
