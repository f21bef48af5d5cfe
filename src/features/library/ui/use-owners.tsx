"use client";

import { Lock, UserRound, UsersRound } from "lucide-react";
import { useMe } from "@/client/browser/me";
import type { LibraryScope } from "@/features/library/schema";
import { useTeams } from "@/features/tickets/ui/use-pickers";
import { useTranslate } from "@/messages/translate-provider";
import type { SelectOption } from "@/ui/fields/select";

/** Whose it is as one choice: a scope, or a team by its id. */
export type OwnerChoice = "mine" | "organisation" | `team:${string}`;

/** The choice that stands for an owner. */
export function ownerChoiceOf({
  scope,
  teamId,
}: {
  scope: LibraryScope;
  teamId: string | null;
}): OwnerChoice {
  return scope === "team" ? `team:${teamId ?? ""}` : scope;
}

/** The owner that a choice stands for. */
export function ownerOf(choice: OwnerChoice): { scope: LibraryScope; teamId: string | null } {
  return choice === "mine" || choice === "organisation"
    ? { scope: choice, teamId: null }
    : { scope: "team", teamId: choice.slice("team:".length) };
}

/** For whom this person may keep something: themselves, their teams; an admin every team and everybody. `current` is offered in any case. */
export function useOwners(
  current: { id: string; name: string; isPrivate: boolean } | null,
): SelectOption<OwnerChoice>[] {
  const t = useTranslate();
  const me = useMe();
  const teams = useTeams().filter(({ id }) => me.role === "admin" || me.teamIds.includes(id));
  const all = current && !teams.some(({ id }) => id === current.id) ? [...teams, current] : teams;
  return [
    {
      value: "mine",
      label: t("cannedReplies.scope.mine"),
      icon: <UserRound aria-hidden className="size-3.5" />,
    },
    ...all.map(({ id, name, isPrivate }) => ({
      value: `team:${id}` as const,
      label: t("cannedReplies.scope.team", { name }),
      icon: isPrivate ? (
        <Lock aria-hidden className="size-3.5" />
      ) : (
        <UsersRound aria-hidden className="size-3.5" />
      ),
    })),
    ...(me.role === "admin"
      ? [{ value: "organisation" as const, label: t("cannedReplies.scope.organisation") }]
      : []),
  ];
}
