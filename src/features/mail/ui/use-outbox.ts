"use client";

import { useLiveList, type LiveRows } from "@/client/live/use-live-list";
import type { MailKind } from "@/features/mail/fields";
import type { OutboxPage, OutgoingMailDto } from "@/features/mail/schema";

const REFRESH_MILLISECONDS = 5_000;
const PAGE = 50;

/** Which mails are listed; null for all. */
export interface OutboxFilter {
  state: OutgoingMailDto["state"] | null;
  kind: MailKind | null;
  /** The whole address. */
  to: string | null;
}

/** The outbox, as it was a few seconds ago at most: mail is sent behind the page. */
export function useOutbox(filter: OutboxFilter, isInUse: boolean): LiveRows<OutgoingMailDto, OutboxPage> {
  return useLiveList<OutgoingMailDto, OutboxPage>(
    { key: ["outbox"], path: "/api/admin/mail", search: searchOf(filter) },
    { isInUse, refetchMilliseconds: REFRESH_MILLISECONDS },
  );
}

function searchOf({ state, kind, to }: OutboxFilter): string {
  return new URLSearchParams({
    limit: String(PAGE),
    ...(state === null ? {} : { state }),
    ...(kind === null ? {} : { kind }),
    ...(to === null ? {} : { to }),
  }).toString();
}
