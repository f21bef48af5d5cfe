"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useAudited } from "@/features/administration/ui/live/use-audited";
import { browserWords } from "@/features/connections/ui/browser-words";
import type { AdminSessionDto } from "@/features/sessions/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Badge } from "@/ui/marks/badge";
import { Skeleton } from "@/ui/marks/skeleton";
import { toast } from "@/ui/overlays/toast";
import { ErrorState } from "@/ui/states/error";
import { RelativeTime } from "@/ui/time/relative";
import { PEOPLE_KEY } from "./use-people";

const MOST = 100;
const REFRESH_MILLISECONDS = 15_000;

/** Where a person is signed in, and a way to end it. */
export function PersonSessions({ personId, ownSessionId }: { personId: string; ownSessionId: string }) {
  const t = useTranslate();
  const queries = useQueryClient();
  const queryKey = [...PEOPLE_KEY, "sessions", personId];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      callApi<{ items: AdminSessionDto[]; nextCursor: string | null }>(
        `/api/admin/sessions?person=${personId}&limit=${MOST}`,
        { signal },
      ),
    staleTime: 0,
    // That somebody signs in is written into no log that admins hear of.
    refetchInterval: REFRESH_MILLISECONDS,
  });
  useAudited(queryKey, ({ subjectType, subjectId }) => subjectType === "session" || subjectId === personId);
  if (!data) {
    return error ? (
      <ErrorState reason={error.message} onRetry={() => void refetch()} />
    ) : (
      <Skeleton className="h-14 w-full" />
    );
  }
  if (data.items.length === 0) {
    return <p className="text-ink-muted">{t("people.person.noSessions")}</p>;
  }
  return (
    <>
      <ul
        aria-label={t("people.person.sessions")}
        className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
      >
        {data.items.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            isOwn={session.id === ownSessionId}
            onEnded={() => void queries.invalidateQueries({ queryKey })}
          />
        ))}
      </ul>
      {data.nextCursor !== null && (
        <p className="text-note text-ink-muted">{t("people.person.moreSessions", { count: MOST })}</p>
      )}
    </>
  );
}

function SessionRow({
  session,
  isOwn,
  onEnded,
}: {
  session: AdminSessionDto;
  isOwn: boolean;
  onEnded: () => void;
}) {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const device = browserWords(t, session.userAgent);
  async function end(): Promise<void> {
    setBusy(true);
    try {
      await callApi(`/api/admin/sessions/${session.id}`, {
        method: "DELETE",
        idempotencyKey: newIdempotencyKey(),
      });
      toast.success(t("people.person.sessionEnded"));
    } catch (error) {
      toast.error(t("people.person.failed"), {
        description: error instanceof Error ? error.message : undefined,
      });
    } finally {
      setBusy(false);
      onEnded();
    }
  }
  return (
    <li className="flex items-center gap-x-4 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <span className="min-w-0 wrap-anywhere" title={session.userAgent ?? undefined}>
            {device}
          </span>
          {isOwn && <Badge tone="accent">{t("people.person.thisSession")}</Badge>}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-note text-ink-muted">
          <span className="wrap-anywhere">{session.address ?? t("people.person.noAddress")}</span>
          <span>{t.rich("people.person.used", { ago: () => <RelativeTime at={session.lastSeenAt} /> })}</span>
        </p>
      </div>
      {!isOwn && (
        <Button
          size="sm"
          loading={isBusy}
          aria-label={t("people.person.endSessionOf", { device })}
          onClick={() => void end()}
        >
          {t("people.person.endSession")}
        </Button>
      )}
    </li>
  );
}
