"use client";

import { CloudOff, FilterX, Mail } from "lucide-react";
import { useState } from "react";
import { callApi } from "@/client/api/api";
import type { MailLink, OutgoingMailDto } from "@/features/mail/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ButtonLink } from "@/ui/buttons/button-link";
import { Skeleton } from "@/ui/marks/skeleton";
import { toast } from "@/ui/overlays/toast";
import { PageHeader } from "@/ui/shell/page-header";
import { Callout } from "@/ui/states/callout";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { LinkDialog } from "./link-dialog";
import { MailRow } from "./mail-row";
import { OutboxFilters } from "./outbox-filters";
import { RetryAll } from "./retry-all";
import { TestMail } from "./test-mail";
import { TextDialog } from "./text-dialog";
import { useOutbox, type Outbox, type OutboxFilter } from "./use-outbox";

const NO_FILTER: OutboxFilter = { state: null, kind: null, to: null };

/** Outgoing mail: what waits, what was sent, what was not and why; for admins. */
export function MailPage() {
  const t = useTranslate();
  const [filter, setFilter] = useState<OutboxFilter>(NO_FILTER);
  const [readMail, setReadMail] = useState<OutgoingMailDto | null>(null);
  const [shownLink, setShownLink] = useState<string | null>(null);
  const outbox = useOutbox(filter);
  const showLink = async (mailId: string): Promise<void> => {
    try {
      setShownLink((await callApi<MailLink>(`/api/admin/mail/${mailId}/link`, { method: "POST" })).url);
    } catch (error) {
      toast.error(t("mail.link.failed"), { description: error instanceof Error ? error.message : undefined });
      outbox.refetch();
    }
  };
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title={t("mail.title")}
        description={
          outbox.about?.from
            ? t.rich("mail.from", { address: () => <bdi>{outbox.about?.from}</bdi> })
            : t("mail.description")
        }
      />
      {outbox.about?.canSend === false && (
        <Callout tone="warning" title={t("mail.off.title")}>
          <p>{t("mail.off.reason")}</p>
          <ButtonLink href="/admin/mail/server" size="sm" className="mt-2">
            {t("mail.off.action")}
          </ButtonLink>
        </Callout>
      )}
      <div className="flex flex-wrap items-start gap-3">
        <OutboxFilters
          key={filter === NO_FILTER ? "all" : "some"}
          filter={filter}
          onFilter={(next) => setFilter(isNone(next) ? NO_FILTER : next)}
        />
        {(filter.state === "failed" || filter.state === "held") && outbox.about?.canSend && (
          <RetryAll state={filter.state} onDone={outbox.refetch} />
        )}
        <ButtonLink href="/admin/mail/server">{t("mail.serverLink")}</ButtonLink>
        <TestMail />
      </div>
      <Rows
        outbox={outbox}
        isFiltered={!isNone(filter)}
        onClear={() => setFilter(NO_FILTER)}
        onRead={setReadMail}
        onShowLink={(mailId) => void showLink(mailId)}
      />
      {outbox.hasMore && (
        <Button className="self-center" loading={outbox.isFetchingMore} onClick={outbox.fetchMore}>
          {t("mail.showMore")}
        </Button>
      )}
      <TextDialog mail={readMail} onClose={() => setReadMail(null)} />
      <LinkDialog url={shownLink} onClose={() => setShownLink(null)} />
    </div>
  );
}

function isNone({ state, kind, to }: OutboxFilter): boolean {
  return state === null && kind === null && to === null;
}

interface RowsProps {
  outbox: Outbox;
  isFiltered: boolean;
  onClear: () => void;
  onShowLink: (mailId: string) => void;
  onRead: (mail: OutgoingMailDto) => void;
}

function Rows({ outbox, isFiltered, onClear, onShowLink, onRead }: RowsProps) {
  const t = useTranslate();
  if (outbox.rows === null || outbox.about === null) {
    return <NotThere outbox={outbox} />;
  }
  if (outbox.rows.length === 0) {
    return isFiltered ? (
      <EmptyState
        icon={<FilterX />}
        title={t("mail.filtered.title")}
        reason={t("mail.filtered.reason")}
        action={<Button onClick={onClear}>{t("mail.filtered.action")}</Button>}
      />
    ) : (
      <EmptyState icon={<Mail />} title={t("mail.none.title")} reason={t("mail.none.reason")} />
    );
  }
  const { canSend } = outbox.about;
  return (
    <ul
      aria-label={t("mail.title")}
      className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
    >
      {outbox.rows.map((mail) => (
        <MailRow
          key={mail.id}
          mail={mail}
          canSend={canSend}
          onChanged={outbox.refetch}
          onShowLink={onShowLink}
          onRead={onRead}
        />
      ))}
    </ul>
  );
}

function NotThere({ outbox }: { outbox: Outbox }) {
  const t = useTranslate();
  if (outbox.error?.code === "offline") {
    return (
      <EmptyState
        icon={<CloudOff />}
        title={t("mail.offline.title")}
        reason={t("mail.offline.reason")}
        action={<Button onClick={outbox.refetch}>{t("mail.tryNow")}</Button>}
      />
    );
  }
  if (outbox.error) {
    return <ErrorState reason={outbox.error.message} onRetry={outbox.refetch} />;
  }
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{t("mail.loading")}</span>
      {[0, 1, 2].map((place) => (
        <Skeleton key={place} className="h-16 w-full" />
      ))}
    </div>
  );
}
