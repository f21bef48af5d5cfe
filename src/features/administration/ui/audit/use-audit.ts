"use client";

import { useState } from "react";
import { useLiveList, type LiveRows } from "@/client/live/use-live-list";
import type { AuditEntryDto } from "@/features/audit/schema";

const PAGE = 50;
const HOUR = 3_600_000;

/** How far back entries are listed, in hours. */
export const SINCE = { hour: 1, day: 24, week: 24 * 7, month: 24 * 30 } as const;

/** The kinds of actions that can be asked for. */
export const KINDS = [
  "person",
  "import",
  "tag",
  "webhook",
  "team",
  "category",
  "announcement",
  "canned_reply",
  "view",
  "macro",
  "settings",
  "session",
  "sign_in",
  "refused",
  "job",
  "mail",
  "ticket",
  "guest",
  "organisation",
] as const;

/** Which entries are listed. */
export interface AuditFilters {
  kind: (typeof KINDS)[number] | null;
  since: keyof typeof SINCE | null;
  person: { id: string; label: string } | null;
}

/** The audit, the newest first; live. */
export function useAudit(filters: AuditFilters, isInUse: boolean): Audit {
  const [openedAt] = useState(() => Date.now());
  const search = searchOf(filters, openedAt);
  const list = useLiveList<AuditEntryDto>(
    { key: ["admin", "audit"], path: "/api/admin/audit", search: `${search}&limit=${PAGE}` },
    { isInUse, concerns: () => true },
  );
  return { ...list, exportPath: `/api/admin/audit/export.csv?${search}` };
}

/** The audit's entries, and where the same are as a file. */
export interface Audit extends LiveRows<AuditEntryDto> {
  exportPath: string;
}

function searchOf({ kind, since, person }: AuditFilters, openedAt: number): string {
  return new URLSearchParams({
    ...(kind ? { kind } : {}),
    ...(person ? { person: person.id } : {}),
    ...(since ? { since: new Date(openedAt - SINCE[since] * HOUR).toISOString() } : {}),
  }).toString();
}
