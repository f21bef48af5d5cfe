"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { fetchAgain, fetchOnceMore } from "@/client/cache/fetch-again";
import { useEvent } from "@/client/connection/use-event";
import { applyChange, applyDismissal } from "@/features/announcements/apply";
import type { AnnouncementDto } from "@/features/announcements/schema";
import { useTranslate } from "@/messages/translate-provider";
import { toast } from "@/ui/overlays/toast";
import { useCurrent } from "./use-current";

const KEY = ["announcements"];

/** The announcements for this person, live: events change them, and every new connection fetches them again. `initial` came with the page. */
export function useAnnouncements(initial: readonly AnnouncementDto[]): {
  shown: readonly AnnouncementDto[];
  dismiss: (announcement: AnnouncementDto) => void;
} {
  const t = useTranslate();
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) =>
      (await callApi<{ items: AnnouncementDto[] }>("/api/announcements?for=me&limit=100", { signal })).items,
    initialData: [...initial],
  });
  function change(apply: (items: AnnouncementDto[]) => AnnouncementDto[]): void {
    queries.setQueryData<AnnouncementDto[]>(KEY, (items) => apply(items ?? []));
    if (queries.isFetching({ queryKey: KEY }) > 0) {
      // The answer may be older than this.
      void fetchOnceMore(queries, KEY);
    }
  }
  useEvent("announcement:changed", (event) => change((items) => applyChange(items, event)));
  useEvent("announcement:dismissed", (event) => change((items) => applyDismissal(items, event)));

  async function dismiss({ id, revision }: AnnouncementDto): Promise<void> {
    change((items) => applyDismissal(items, { announcementId: id, revision }));
    try {
      await callApi(`/api/announcements/${id}/dismiss`, {
        method: "POST",
        idempotencyKey: newIdempotencyKey(),
        body: { revision },
      });
    } catch (error) {
      toast.error(t("announcements.notDismissed"), {
        description: error instanceof Error ? error.message : undefined,
      });
      void fetchAgain(queries, KEY);
    }
  }
  const shown = useCurrent(data.filter(({ isDismissed }) => !isDismissed));
  return { shown, dismiss: (announcement) => void dismiss(announcement) };
}
