"use client";

import { useState } from "react";
import { useLivePages, type LivePages } from "@/features/administration/ui/live/use-live-pages";
import type { AuditEntryDto } from "@/features/organisations/schema";

const PAGE = 50;
const HOUR = 3_600_000;

/** How far back entries are listed, in hours. */
export const SINCE = { hour: 1, day: 24, week: 24 * 7, month: 24 * 30 } as const;

/** The kinds of actions that can be asked for. */
export const KINDS = [
  "person",
  "import",
  "team",
  "category",
  "settings",
  "session",
  "sign_in",
  "refused",
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
export function useAudit(filters: AuditFilters, isInUse: boolean): LivePages<AuditEntryDto> {
  const { kind, since, person } = filters;
  const [openedAt] = useState(() => Date.now());
  const params = new URLSearchParams({ limit: String(PAGE) });
  if (kind) {
    params.set("kind", kind);
  }
  if (person) {
    params.set("person", person.id);
  }
  if (since) {
    params.set("since", new Date(openedAt - SINCE[since] * HOUR).toISOString());
  }
  return useLivePages<AuditEntryDto>(
    { key: ["admin", "audit"], path: "/api/admin/audit", search: params.toString() },
    { isInUse, concerns: () => true },
  );
}
