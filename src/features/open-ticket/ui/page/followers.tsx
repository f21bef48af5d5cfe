"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { ApiError, callApi } from "@/client/api/api";
import { useEvent } from "@/client/connection/use-event";
import type { WatcherList } from "@/features/tickets/schema";
import type { PersonDto } from "@/features/users/schema";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { IconButton } from "@/ui/buttons/icon-button";
import { Combobox } from "@/ui/fields/combobox";
import type { ComboboxItem } from "@/ui/fields/combobox-popup";
import { toast } from "@/ui/overlays/toast";
import { Avatar } from "@/ui/people/avatar";

const LETTERS_OF_WORD = /[\p{L}\p{N}]{3}/u;

/** Who follows the requester's own ticket, live; colleagues are added by name, and those whom one added are removed again. */
export function Followers() {
  const t = useTranslate();
  const { ticket } = useTicket();
  const queries = useQueryClient();
  const queryKey = ["ticket-watchers", ticket.id];
  const path = `/api/tickets/${ticket.id}/watchers`;
  const { data } = useQuery({ queryKey, queryFn: ({ signal }) => callApi<WatcherList>(path, { signal }) });
  const [isAdding, setAdding] = useState(false);
  const followers = data?.items ?? [];
  const refetch = (): void => void queries.invalidateQueries({ queryKey });

  useEvent("ticket:activity", ({ ticketId }) => {
    if (ticketId === ticket.id) {
      refetch();
    }
  });

  async function set({ id, name }: { id: string; name: string }, isWatching: boolean): Promise<void> {
    try {
      await callApi(`${path}/${id}`, { method: isWatching ? "PUT" : "DELETE" });
    } catch (error) {
      toast.error(t(`openTicket.people.${isWatching ? "notAdded" : "notRemoved"}`, { name }), {
        description: error instanceof ApiError ? error.message : t("openTicket.page.somethingWrong"),
      });
    }
    refetch();
  }

  if (!data || (followers.length === 0 && !data.mayAdd)) {
    return null;
  }
  return (
    <section aria-labelledby="followers" className="flex flex-col gap-2">
      <h2 id="followers" className="text-note font-medium text-ink-muted">
        {t("openTicket.followers.title")}
      </h2>
      {followers.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {followers.map((person) => (
            <li
              key={person.id}
              className="flex min-h-9 max-w-full items-center gap-2 rounded-full bg-surface py-1 ps-1.5 pe-3 ring-1 ring-line has-[button]:pe-1"
            >
              <Avatar name={person.name} id={person.id} src={person.avatarUrl} size="sm" decorative />
              <bdi className="min-w-0 truncate">{person.name}</bdi>
              {person.addedByMe && (
                <IconButton
                  label={t("openTicket.followers.remove", { name: person.name })}
                  size="sm"
                  icon={<X aria-hidden />}
                  onClick={() => void set(person, false)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {data.mayAdd && !isAdding && (
        <Button
          size="sm"
          variant="ghost"
          icon={<Plus aria-hidden />}
          onClick={() => setAdding(true)}
          className="-ms-2.5 self-start"
        >
          {t("openTicket.followers.add")}
        </Button>
      )}
      {data.mayAdd && isAdding && (
        <div className="flex max-w-sm flex-col gap-1.5">
          <Combobox
            autoFocus
            label={t("openTicket.followers.name")}
            placeholder={t("openTicket.followers.placeholder")}
            emptyText={t("openTicket.followers.nobody")}
            value={null}
            clearable={false}
            onValueChange={(item) => {
              setAdding(false);
              if (item) {
                void set({ id: item.id, name: item.label }, true);
              }
            }}
            search={(query, signal) =>
              findColleagues(
                query,
                followers.map(({ id }) => id),
                signal,
              )
            }
          />
          <p className="text-note text-ink-muted">{t("openTicket.followers.hint")}</p>
        </div>
      )}
    </section>
  );
}

async function findColleagues(
  query: string,
  known: readonly string[],
  signal: AbortSignal,
): Promise<ComboboxItem[]> {
  if (!LETTERS_OF_WORD.test(query)) {
    return [];
  }
  const { items } = await callApi<{ items: PersonDto[] }>(`/api/colleagues?q=${encodeURIComponent(query)}`, {
    signal,
  });
  return items
    .filter((person) => !known.includes(person.id))
    .map((person) => ({
      id: person.id,
      label: person.name,
      icon: <Avatar name={person.name} id={person.id} src={person.avatarUrl} size="sm" decorative />,
    }));
}
