"use client";

import { useMe } from "@/client/browser/me";
import type { AdminUserDto } from "@/features/users/schema";
import { PersonAvatar } from "@/features/users/ui/person-avatar";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { TableCell, TableRow } from "@/ui/lists/data-table";
import { StretchedLink } from "@/ui/lists/stretched-link";
import { Badge } from "@/ui/marks/badge";
import { RelativeTime } from "@/ui/time/relative";
import { STATE_TONES } from "./people-words";

/** One person of the list: a row that leads to their page, and where there is no room for columns a card. */
export function PersonRow({ person }: { person: AdminUserDto }) {
  const { t, locale, timeZone } = useSpeech();
  const me = useMe();
  const { id, name, email, role, teams, lastSeenAt } = person;
  const since = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone }).format(
    new Date(person.createdAt),
  );
  const names = new Intl.ListFormat(locale, { type: "unit", style: "short" }).format(
    teams.map((team) => team.name),
  );
  return (
    <TableRow>
      <TableCell className="w-full max-w-0 py-2!">
        <span className="flex min-w-0 items-center gap-3">
          <PersonAvatar person={person} size="md" />
          <span className="min-w-0 flex-1">
            <span className="flex min-w-0 items-center gap-2">
              <StretchedLink href={`/admin/people/${id}`} className="min-w-0 truncate font-medium">
                <bdi>{name}</bdi>
              </StretchedLink>
              {id === me.id && <Badge tone="accent">{t("people.you")}</Badge>}
              <span className="ms-auto @3xl:hidden">
                <StateBadge person={person} />
              </span>
            </span>
            <span className="block truncate text-xs text-ink-muted">
              {email ?? t("people.person.noEmail")}
            </span>
            <span className="block truncate text-xs text-ink-muted @3xl:hidden">
              {[t(`connections.role.${role}`), names].filter(Boolean).join(" · ")}
            </span>
          </span>
        </span>
      </TableCell>
      <TableCell className="hidden w-36 whitespace-nowrap @3xl:table-cell">
        {t(`connections.role.${role}`)}
      </TableCell>
      <TableCell className="hidden w-56 max-w-56 @3xl:table-cell">
        <bdi className="block truncate" title={names || undefined}>
          {names}
        </bdi>
      </TableCell>
      <TableCell className="hidden w-36 whitespace-nowrap @3xl:table-cell">
        <StateBadge person={person} />
      </TableCell>
      <TableCell numeric className="hidden w-40 whitespace-nowrap text-ink-muted @3xl:table-cell">
        {lastSeenAt === null ? t("people.never") : <RelativeTime at={lastSeenAt} />}
      </TableCell>
      <TableCell numeric className="hidden w-32 whitespace-nowrap text-ink-muted @5xl:table-cell">
        {since}
      </TableCell>
    </TableRow>
  );
}

/** How a person's account stands, as a word with a colour. */
export function StateBadge({ person }: { person: Pick<AdminUserDto, "state" | "erased"> }) {
  const t = useTranslate();
  if (person.erased) {
    return <Badge tone={STATE_TONES.disabled}>{t("personData.erased")}</Badge>;
  }
  return <Badge tone={STATE_TONES[person.state]}>{t(`people.state.${person.state}`)}</Badge>;
}
