"use client";

import { useLiveList, type LiveRows } from "@/client/live/use-live-list";
import type { OutboxPage, OutgoingMailDto } from "@/features/mail/schema";

const REFRESH_MILLISECONDS = 5_000;
const PAGE = 50;

/** Which mails are listed; null for all. */
export type OutboxFilter = OutgoingMailDto["state"] | null;

/** The outbox, as it was a few seconds ago at most: mail is sent behind the page. */
export function useOutbox(filter: OutboxFilter, isInUse: boolean): LiveRows<OutgoingMailDto, OutboxPage> {
  return useLiveList<OutgoingMailDto, OutboxPage>(
    { key: ["outbox"], path: "/api/admin/mail", search: `limit=${PAGE}${filter ? `&state=${filter}` : ""}` },
    { isInUse, refetchMilliseconds: REFRESH_MILLISECONDS },
  );
}
