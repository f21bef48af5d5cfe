"use client";

import { useQuery } from "@tanstack/react-query";
import { callApi } from "@/client/api/api";
import type { WatcherList } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { Avatar } from "@/ui/people/avatar";

/** The colleagues who follow a ticket, as its requester sees them; nothing where there are none. */
export function PreviewFollowers({ ticketId }: { ticketId: string }) {
  const t = useTranslate();
  const { version } = useTicket();
  const { data } = useQuery({
    queryKey: ["ticket", ticketId, "as-requester", "followers", version],
    queryFn: ({ signal }) =>
      callApi<WatcherList>(`/api/tickets/${ticketId}/watchers?as=requester`, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const followers = data?.items ?? [];
  if (followers.length === 0) {
    return null;
  }
  return (
    <section aria-label={t("requesterView.followers")}>
      <h2 className="text-ink-muted">{t("requesterView.followers")}</h2>
      <ul className="mt-1 flex flex-col">
        {followers.map((person) => (
          <li key={person.id} className="flex min-h-8 items-center gap-2">
            <Avatar name={person.name} id={person.id} src={person.avatarUrl} size="xs" decorative />
            <span dir="auto" className="min-w-0 flex-1 truncate">
              {person.name}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
