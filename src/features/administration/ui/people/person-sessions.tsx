"use client";

import { useState } from "react";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useLiveList } from "@/client/live/use-live-list";
import { browserWords } from "@/features/connections/ui/browser-words";
import type { AdminSessionDto } from "@/features/sessions/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { LiveList } from "@/ui/lists/live-list";
import { Badge } from "@/ui/marks/badge";
import { toast } from "@/ui/overlays/toast";
import { SkeletonRows } from "@/ui/states/not-loaded";
import { RelativeTime } from "@/ui/time/relative";
import { PEOPLE_KEY } from "./use-people";

const PAGE = 50;
const REFRESH_MILLISECONDS = 15_000;

/** Where a person is signed in, and a way to end it. */
export function PersonSessions({ personId, ownSessionId }: { personId: string; ownSessionId: string }) {
  const t = useTranslate();
  const list = useLiveList<AdminSessionDto>(
    {
      key: [...PEOPLE_KEY, "sessions", personId],
      path: "/api/admin/sessions",
      search: `person=${personId}&limit=${PAGE}`,
    },
    {
      concerns: ({ subjectType, subjectId }) => subjectType === "session" || subjectId === personId,
      // That somebody signs in is written into no log that admins hear of.
      refetchMilliseconds: REFRESH_MILLISECONDS,
    },
  );
  return (
    <LiveList
      list={list}
      loading={t("people.person.loadingSessions")}
      offline={t("people.offline")}
      skeleton={<SkeletonRows count={1} />}
      empty={<p className="text-ink-muted">{t("people.person.noSessions")}</p>}
    >
      {(sessions) => (
        <ul
          aria-label={t("people.person.sessions")}
          className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
        >
          {sessions.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              isOwn={session.id === ownSessionId}
              onEnded={list.refetch}
            />
          ))}
        </ul>
      )}
    </LiveList>
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
