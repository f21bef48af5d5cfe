"use client";

import { FilterX, Mail } from "lucide-react";
import { useState } from "react";
import { callApi } from "@/client/api/api";
import { useInUse } from "@/client/browser/use-in-use";
import type { MailLink } from "@/features/mail/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Select } from "@/ui/fields/select";
import { LiveHeading } from "@/ui/lists/live-heading";
import { LiveList } from "@/ui/lists/live-list";
import { toast } from "@/ui/overlays/toast";
import { PageHeader } from "@/ui/shell/page-header";
import { Callout } from "@/ui/states/callout";
import { EmptyState } from "@/ui/states/empty";
import { SkeletonRows } from "@/ui/states/not-loaded";
import { LinkDialog } from "./link-dialog";
import { MailRow } from "./mail-row";
import { TestMail } from "./test-mail";
import { useOutbox, type OutboxFilter } from "./use-outbox";

/** Outgoing mail: what waits, what was sent, what was not and why; for admins. */
export function MailPage() {
  const t = useTranslate();
  const [filter, setFilter] = useState<OutboxFilter>(null);
  const [shownLink, setShownLink] = useState<string | null>(null);
  const [isInUse, hold] = useInUse();
  const outbox = useOutbox(filter, isInUse || shownLink !== null);
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
        title={<LiveHeading list={outbox}>{t("mail.title")}</LiveHeading>}
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
      <LiveList
        list={outbox}
        hold={hold}
        loading={t("mail.loading")}
        offline={t("mail.offline")}
        skeleton={<SkeletonRows className="h-16" />}
        empty={<NoMail isFiltered={filter !== null} onClear={() => setFilter(null)} />}
      >
        {(mails) => (
          <ul
            aria-label={t("mail.title")}
            className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
          >
            {mails.map((mail) => (
              <MailRow
                key={mail.id}
                mail={mail}
                canSend={outbox.about?.canSend ?? false}
                onRetried={outbox.refetch}
                onShowLink={(mailId) => void showLink(mailId)}
              />
            ))}
          </ul>
        )}
      </LiveList>
      <LinkDialog url={shownLink} onClose={() => setShownLink(null)} />
    </div>
  );
}

function NoMail({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const t = useTranslate();
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
