"use client";

import { Eye, EyeOff, Mail, Plus, X } from "lucide-react";
import { useState } from "react";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import type { PersonDto } from "@/features/users/schema";
import { PersonAvatar } from "@/features/users/ui/person-avatar";
import { useTranslate } from "@/messages/translate-provider";
import { Avatar } from "@/ui/people/avatar";
import { Button } from "@/ui/buttons/button";
import { Combobox } from "@/ui/fields/combobox";
import type { ComboboxItem } from "@/ui/fields/combobox-popup";
import { CopyButton } from "@/ui/buttons/copy-button";
import { IconButton } from "@/ui/buttons/icon-button";
import { TextLink } from "@/ui/text/link";
import { toast } from "@/ui/overlays/toast";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { findPeople } from "@/features/tickets/ui/use-pickers";
import { useTicketStore } from "@/features/tickets/ui/store/store-provider";

/** The requester, with their address and a link to their other tickets. */
export function RequesterCard() {
  const t = useTranslate();
  const { requester } = useTicket().ticket;
  return (
    <div className="flex items-start gap-3">
      <PersonAvatar person={requester} size="lg" />
      <div className="min-w-0 flex-1">
        <p dir="auto" className="font-semibold wrap-anywhere">
          {requester.name}
        </p>
        {requester.email && (
          <p className="flex items-center gap-1 text-ink-muted">
            <Mail aria-hidden className="size-3.5 shrink-0" />
            <a
              href={mailAddress(requester.email)}
              className="truncate rounded-sm focus-ring hover:text-ink hover:underline"
            >
              {requester.email}
            </a>
            <CopyButton text={requester.email} label={t("openTicket.people.copyEmail")} />
          </p>
        )}
        <TextLink href={`/tickets?requester=${requester.id}`} className="text-note">
          {t("openTicket.people.otherTickets")}
        </TextLink>
      </div>
    </div>
  );
}

/** The watchers of the ticket; everybody adds themselves by a button, agents add others. */
export function WatcherList() {
  const t = useTranslate();
  const { ticket, viewer, rights } = useTicket();
  const setWatching = useWatching();
  const [found, setFound] = useState<readonly PersonDto[]>([]);
  const [isAdding, setAdding] = useState(false);
  const watchers = ticket.watchers ?? [];
  const isWatching = ticket.watching ?? false;
  const me: PersonDto = { id: viewer.id, name: viewer.name, role: viewer.role, avatarUrl: null };

  async function search(query: string, signal: AbortSignal): Promise<ComboboxItem[]> {
    const people = (await findPeople(query, signal)).filter(
      (person) => !watchers.some((one) => one.id === person.id),
    );
    setFound(people);
    return people.map((person) => ({
      id: person.id,
      label: person.name,
      ...(person.email ? { hint: person.email } : {}),
      icon: <Avatar name={person.name} id={person.id} src={person.avatarUrl} size="sm" decorative />,
    }));
  }

  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h2 className="text-ink-muted">
          {t("openTicket.people.watchers")}
          {watchers.length > 0 && <span className="ms-1.5 tabular-nums">{watchers.length}</span>}
        </h2>
        <Button
          size="sm"
          variant="ghost"
          icon={isWatching ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          onClick={() => void setWatching(me, !isWatching)}
        >
          {t(`openTicket.people.${isWatching ? "stopWatching" : "watch"}`)}
        </Button>
      </div>
      {watchers.length > 0 && (
        <ul className="flex flex-col">
          {watchers.map((person) => (
            <li key={person.id} className="flex min-h-8 items-center gap-2">
              <PersonAvatar person={person} size="xs" />
              <span dir="auto" className="min-w-0 flex-1 truncate">
                {person.name}
              </span>
              {(rights.canWork || person.id === viewer.id) && (
                <IconButton
                  label={t("openTicket.people.remove", { name: person.name })}
                  size="sm"
                  icon={<X aria-hidden />}
                  onClick={() => void setWatching(person, false)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {rights.canWork && !isAdding && (
        <Button
          size="sm"
          variant="ghost"
          icon={<Plus aria-hidden />}
          onClick={() => setAdding(true)}
          className="-ms-2.5 self-start"
        >
          {t("openTicket.people.add")}
        </Button>
      )}
      {rights.canWork && isAdding && (
        <Combobox
          autoFocus
          label={t("openTicket.people.addWatcher")}
          placeholder={t("openTicket.people.search")}
          emptyText={t("openTicket.people.nobodyFound")}
          value={null}
          clearable={false}
          onValueChange={(item) => {
            const person = found.find((one) => one.id === item?.id);
            if (person) {
              setAdding(false);
              void setWatching(person, true);
            }
          }}
          search={search}
        />
      )}
    </div>
  );
}

/** Adds or removes a watcher: at once on the page, reverted where it is refused. */
function useWatching(): (person: PersonDto, isWatching: boolean) => Promise<void> {
  const t = useTranslate();
  const { ticket, viewer } = useTicket();
  const tickets = useTicketStore();

  return async (person, isWatching) => {
    const id = newIdempotencyKey();
    const isMe = person.id === viewer.id;
    tickets.overlay({ id, ticketId: ticket.id, kind: "watcher", person, isMe, isWatching });
    const path = isMe ? `/api/tickets/${ticket.id}/watch` : `/api/tickets/${ticket.id}/watchers/${person.id}`;
    try {
      await callApi(path, { method: isWatching ? "PUT" : "DELETE" });
      tickets.confirm(id, null);
    } catch (error) {
      tickets.drop(id);
      toast.error(t(`openTicket.people.${isWatching ? "notAdded" : "notRemoved"}`, { name: person.name }), {
        description: error instanceof ApiError ? error.message : t("openTicket.page.somethingWrong"),
      });
    }
  };
}

/** A mailto link to this address alone: an address may hold `?` and `&`, which would be read as parameters. */
function mailAddress(email: string): string {
  return `mailto:${encodeURIComponent(email).replace("%40", "@")}`;
}
