"use client";

import { useState } from "react";
import type { SessionDto } from "@/features/sessions/schema";
import { browserWords } from "@/features/connections/ui/browser-words";
import { useTranslate } from "@/messages/translate-provider";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { Badge } from "@/ui/marks/badge";
import { Button } from "@/ui/buttons/button";
import { ErrorState } from "@/ui/states/error";
import { RelativeTime } from "@/ui/time/relative";
import { Skeleton } from "@/ui/marks/skeleton";
import { toast } from "@/ui/overlays/toast";
import { AccountSection } from "./account-section";
import { useMySessions, type MySessions } from "./use-my-sessions";

/** Where one is signed in, as it is now, and a way to end what should not be. */
export function SessionsSection() {
  const t = useTranslate();
  const list = useMySessions();
  const [isAsking, setAsking] = useState(false);
  const others = list.sessions?.filter((session) => !session.current).length ?? 0;
  return (
    <AccountSection title={t("account.sessions.title")} description={t("account.sessions.description")}>
      <Sessions list={list} />
      {others > 0 && (
        <Button className="self-start" onClick={() => setAsking(true)}>
          {t("account.sessions.endOthers")}
        </Button>
      )}
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        danger
        title={t("account.sessions.endOthersTitle", { count: others })}
        description={t("account.sessions.endOthersReason")}
        confirmLabel={t("account.sessions.endOthersConfirm")}
        onConfirm={async () => {
          await list.end(null);
          toast.success(t("account.sessions.othersEnded"));
        }}
      />
    </AccountSection>
  );
}

function Sessions({ list }: { list: MySessions }) {
  const t = useTranslate();
  if (list.sessions === null) {
    return list.error ? (
      <ErrorState reason={list.error.message} onRetry={list.refetch} />
    ) : (
      <div role="status" className="flex flex-col gap-3">
        <span className="sr-only">{t("account.sessions.loading")}</span>
        <Skeleton className="h-14 w-full" />
        <Skeleton className="h-14 w-full" />
      </div>
    );
  }
  return (
    <ul
      aria-label={t("account.sessions.title")}
      className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
    >
      {list.sessions.map((session) => (
        <SessionRow key={session.id} session={session} onEnd={() => list.end(session.id)} />
      ))}
    </ul>
  );
}

function SessionRow({ session, onEnd }: { session: SessionDto; onEnd: () => Promise<void> }) {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const device = browserWords(t, session.userAgent);

  async function end(): Promise<void> {
    setBusy(true);
    try {
      await onEnd();
    } catch (error) {
      toast.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <li className="flex items-center gap-x-4 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ui font-medium text-ink">
          <span className="min-w-0 wrap-anywhere" title={session.userAgent ?? undefined}>
            {device}
          </span>
          {session.current && <Badge tone="accent">{t("account.sessions.current")}</Badge>}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-note text-ink-muted">
          <span className="wrap-anywhere">{session.address ?? t("account.sessions.noAddress")}</span>
          <span>
            {t.rich("account.sessions.used", { ago: () => <RelativeTime at={session.lastSeenAt} /> })}
          </span>
          <span>
            {t.rich("account.sessions.began", { ago: () => <RelativeTime at={session.createdAt} /> })}
          </span>
        </p>
      </div>
      {!session.current && (
        <Button
          size="sm"
          loading={isBusy}
          aria-label={t("account.sessions.endOf", { device })}
          onClick={() => void end()}
        >
          {t("account.sessions.end")}
        </Button>
      )}
    </li>
  );
}
