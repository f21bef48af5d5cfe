"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { fetchOnceMore } from "@/client/cache/fetch-again";
import { useEvent } from "@/client/connection/use-event";
import { useLiveList, type LiveRows } from "@/client/live/use-live-list";
import type {
  AdminAnnouncementDto,
  AnnouncementPatch,
  AnnouncementState,
} from "@/features/announcements/schema";

const KEY = ["admin", "announcements"];
const PAGE = 50;

/** The announcements of one state, live: what another admin does, and what the clock does, shows here. */
export function useAdminAnnouncements(
  state: AnnouncementState,
  isInUse: boolean,
): LiveRows<AdminAnnouncementDto> {
  const queries = useQueryClient();
  const list = useLiveList<AdminAnnouncementDto>(
    {
      key: KEY,
      path: "/api/announcements",
      search: new URLSearchParams({ state, limit: String(PAGE) }).toString(),
    },
    // Whatever is written is announced by the event below, too: once is enough.
    { isInUse },
  );
  useEvent("admin:announcementChanged", () => void fetchOnceMore(queries, KEY));
  return list;
}

/** One announcement as it stands now: `known` until it is fetched. */
export function useAnnouncement(known: AdminAnnouncementDto): AdminAnnouncementDto {
  const { data } = useQuery({
    queryKey: [...KEY, "one", known.id],
    queryFn: ({ signal }) => callApi<AdminAnnouncementDto>(`/api/announcements/${known.id}`, { signal }),
    initialData: known,
    staleTime: 0,
    retry: false,
  });
  return data;
}

/** What POST /api/announcements takes. */
export interface NewAnnouncement {
  message: string;
  level: string;
  link: string | null;
  audience: string;
  teamId: string | null;
  onSignIn: boolean;
  startsAt: string | null;
  endsAt: string | null;
}

/** Makes an announcement; throws ApiError. */
export async function makeAnnouncement(input: NewAnnouncement): Promise<AdminAnnouncementDto> {
  return await send<AdminAnnouncementDto>("POST", "/api/announcements", input);
}

/** Changes an announcement; throws ApiError. */
export async function changeAnnouncement(
  id: string,
  patch: AnnouncementPatch,
): Promise<AdminAnnouncementDto> {
  return await send<AdminAnnouncementDto>("PATCH", `/api/announcements/${id}`, patch);
}

/** Deletes an announcement, or takes that back; throws ApiError. */
export async function setDeleted(id: string, isDeleted: boolean): Promise<void> {
  await (isDeleted
    ? send("DELETE", `/api/announcements/${id}`)
    : send("POST", `/api/announcements/${id}/restore`));
}

async function send<T>(method: "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<T> {
  return await callApi<T>(path, {
    method,
    idempotencyKey: newIdempotencyKey(),
    ...(body === undefined ? {} : { body }),
  });
}
