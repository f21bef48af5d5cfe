"use client";

import { useState } from "react";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import { useLiveList } from "@/client/live/use-live-list";
import type { AdminTeamDto } from "@/features/teams/schema";
import { findPeople } from "@/features/tickets/ui/use-pickers";
import type { AdminUserDto } from "@/features/users/schema";
import { PersonAvatar } from "@/features/users/ui/person-avatar";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Combobox } from "@/ui/fields/combobox";
import { Field } from "@/ui/fields/field";
import { LiveList } from "@/ui/lists/live-list";
import { TextLink } from "@/ui/text/link";
import { toast } from "@/ui/overlays/toast";
import { SkeletonRows } from "@/ui/states/not-loaded";

const PAGE = 50;
const TRIES = 3;

/** Who is in a team: people are added and removed one by one, and either can be undone. */
export function TeamMembers({ team }: { team: AdminTeamDto }) {
  const t = useTranslate();
  const list = useLiveList<AdminUserDto>(
    {
      key: ["admin", "members", team.id],
      path: "/api/admin/users",
      search: new URLSearchParams({ team: team.id, limit: String(PAGE) }).toString(),
    },
    { concerns: ({ subjectType }) => subjectType === "person" },
  );
  const [busyId, setBusyId] = useState<string | null>(null);

  async function set(person: { id: string; name: string }, isMember: boolean, canUndo = true): Promise<void> {
    setBusyId(person.id);
    const { name } = person;
    try {
      await setMember(person.id, team.id, isMember);
      toast.success(
        t(isMember ? "teams.team.added" : "teams.team.removed", { name }),
        canUndo
          ? { action: { label: t("teams.team.undo"), onClick: () => void set(person, !isMember, false) } }
          : {},
      );
    } catch (error) {
      toast.error(t("teams.team.failed"), {
        description: error instanceof Error ? error.message : undefined,
      });
    } finally {
      setBusyId(null);
      list.refetch();
    }
  }

  return (
    <>
      {!team.archived && (
        <Field label={t("teams.team.add")}>
          <Combobox
            value={null}
            placeholder={t("teams.team.search")}
            emptyText={t("teams.team.nobodyFound")}
            onValueChange={(item) => item && void set({ id: item.id, name: item.label }, true)}
            search={async (query, signal) =>
              (await findPeople(query, signal, { assignable: true })).map(toItem)
            }
          />
        </Field>
      )}
      <LiveList
        list={list}
        loading={t("people.loading")}
        offline={t("people.offline")}
        skeleton={<SkeletonRows count={1} className="h-24" />}
        empty={<p className="text-ink-muted">{t("teams.team.noMembers")}</p>}
      >
        {(people) => (
          <ul
            aria-label={t("teams.team.membersTitle")}
            className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
          >
            {people.map((person) => (
              <li key={person.id} className="flex items-center gap-3 px-4 py-2.5">
                <PersonAvatar person={person} size="md" />
                <span className="min-w-0 flex-1">
                  <TextLink href={`/admin/people/${person.id}`} className="font-medium">
                    <bdi className="wrap-anywhere">{person.name}</bdi>
                  </TextLink>
                  <span className="flex flex-wrap gap-x-2 text-xs text-ink-muted">
                    <span>{t(`connections.role.${person.role}`)}</span>
                    {person.email && (
                      <span className="max-w-full truncate" title={person.email}>
                        {person.email}
                      </span>
                    )}
                  </span>
                </span>
                <Button
                  size="sm"
                  loading={busyId === person.id}
                  aria-label={t("teams.team.removeOf", { name: person.name })}
                  onClick={() => void set(person, false)}
                >
                  {t("teams.team.remove")}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </LiveList>
    </>
  );
}

/** A person's teams are set as a whole: what another admin changed in between is read again, and this one team added or taken. */
async function setMember(personId: string, teamId: string, isMember: boolean): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { teams } = await callApi<AdminUserDto>(`/api/admin/users/${personId}`);
    const was = teams.map(({ id }) => id);
    const teamIds = [...was.filter((id) => id !== teamId), ...(isMember ? [teamId] : [])];
    try {
      await callApi(`/api/admin/users/${personId}`, {
        method: "PATCH",
        idempotencyKey: newIdempotencyKey(),
        body: { teamIds, was: { teamIds: was } },
      });
      return;
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "conflict" || tries === TRIES) {
        throw error;
      }
    }
  }
}

function toItem(person: Awaited<ReturnType<typeof findPeople>>[number]) {
  return {
    id: person.id,
    label: person.name,
    ...(person.email ? { hint: person.email } : {}),
    icon: <PersonAvatar person={person} />,
  };
}
