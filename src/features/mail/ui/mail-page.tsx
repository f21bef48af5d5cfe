"use client";

import { CloudOff, FilterX, Mail } from "lucide-react";
import { useState } from "react";
import { callApi } from "@/client/api/api";
import type { MailLink } from "@/features/mail/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Select } from "@/ui/fields/select";
import { Skeleton } from "@/ui/marks/skeleton";
import { toast } from "@/ui/overlays/toast";
import { PageHeader } from "@/ui/shell/page-header";
import { Callout } from "@/ui/states/callout";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { LinkDialog } from "./link-dialog";
import { MailRow } from "./mail-row";
import { TestMail } from "./test-mail";
import { useOutbox, type Outbox, type OutboxFilter } from "./use-outbox";

/** Outgoing mail: what waits, what was sent, what was not and why; for admins. */
export function MailPage() {
  const t = useTranslate();
  const [filter, setFilter] = useState<OutboxFilter>(null);
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
          {t("mail.off.reason")}
        </Callout>
      )}
      <div className="flex flex-wrap items-start gap-3">
        <Select
          label={t("mail.filter")}
          value={filter ?? "all"}
          onValueChange={(value) => setFilter(value === "all" ? null : value)}
          options={[
            { value: "all", label: t("mail.all") },
            { value: "queued", label: t("mail.state.queued") },
            { value: "sent", label: t("mail.state.sent") },
            { value: "failed", label: t("mail.state.failed") },
          ]}
          className="w-44"
        />
        <TestMail />
      </div>
      <Rows
        outbox={outbox}
        isFiltered={filter !== null}
        onClear={() => setFilter(null)}
        onShowLink={(mailId) => void showLink(mailId)}
      />
      {outbox.hasMore && (
        <Button className="self-center" loading={outbox.isFetchingMore} onClick={outbox.fetchMore}>
          {t("mail.showMore")}
        </Button>
      )}
      <LinkDialog url={shownLink} onClose={() => setShownLink(null)} />
    </div>
  );
}

interface RowsProps {
  outbox: Outbox;
  isFiltered: boolean;
  onClear: () => void;
  onShowLink: (mailId: string) => void;
}

function Rows({ outbox, isFiltered, onClear, onShowLink }: RowsProps) {
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
          onRetried={outbox.refetch}
          onShowLink={onShowLink}
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
