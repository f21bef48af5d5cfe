"use client";

import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEvent } from "@/client/connection/use-event";
import type { ServerPayload } from "@/shared/protocol/protocol";
import { fetchOnceMore } from "@/client/cache/fetch-again";

/** What was written into the audit, as admins are sent it. */
export type Audited = ServerPayload<"admin:audited">;

/** Fetches `queryKey` again whenever an admin, or anybody else, has done something that `concerns` it: so two admins see each other's changes. */
export function useAudited(queryKey: QueryKey, concerns: (audited: Audited) => boolean): void {
  const queries = useQueryClient();
  useEvent("admin:audited", (audited) => {
    if (concerns(audited)) {
      void fetchOnceMore(queries, queryKey);
    }
  });
}
