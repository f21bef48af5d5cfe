"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/client/api";
import { fetchAgain } from "@/client/fetch-again";
import { useEvent } from "@/client/use-event";
import type { TicketReader } from "@/features/tickets/schema";

interface ReadPayload {
  ticketId: string;
  userId: string;
  readVersion: number;
}

const NOBODY: readonly TicketReader[] = [];

/** Who has read the ticket up to where, as it changes; nobody where that is not told, which is on the requesters' side. */
export function useReaders(ticketId: string, isStaff: boolean): readonly TicketReader[] {
  const queries = useQueryClient();
  const key = ["ticket", ticketId, "readers"];
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => callApi<{ items: TicketReader[] }>(`/api/tickets/${ticketId}/read`, { signal }),
    enabled: isStaff,
  });
  useEvent<ReadPayload>(["ticket:read"], (payload) => {
    if (!isStaff || payload.ticketId !== ticketId) {
      return;
    }
    if (data?.items.some(({ person }) => person.id === payload.userId)) {
      const at = new Date().toISOString();
      queries.setQueryData<{ items: TicketReader[] }>(key, (before) =>
        before ? { items: before.items.map((reader) => readOn(reader, payload, at)) } : before,
      );
    } else {
      // Somebody new, whose name the event does not tell.
      void fetchAgain(queries, key);
    }
  });
  return data?.items ?? NOBODY;
}

function readOn(reader: TicketReader, { userId, readVersion }: ReadPayload, at: string): TicketReader {
  return reader.person.id === userId && readVersion > reader.version
    ? { ...reader, version: readVersion, at }
    : reader;
}
