"use client";

import { FilterX, Mail } from "lucide-react";
import { useState } from "react";
import { callApi } from "@/client/api/api";
import { useInUse } from "@/client/browser/use-in-use";
import type { MailLink, OutgoingMailDto } from "@/features/mail/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ButtonLink } from "@/ui/buttons/button-link";
import { LiveHeading } from "@/ui/lists/live-heading";
import { LiveList } from "@/ui/lists/live-list";
import { toast } from "@/ui/overlays/toast";
import { PageHeader } from "@/ui/shell/page-header";
import { Callout } from "@/ui/states/callout";
import { EmptyState } from "@/ui/states/empty";
import { SkeletonRows } from "@/ui/states/not-loaded";
import { LinkDialog } from "./link-dialog";
import { MailRow } from "./mail-row";
import { OutboxFilters } from "./outbox-filters";
import { RetryAll } from "./retry-all";
import { TestMail } from "./test-mail";
import { TextDialog } from "./text-dialog";
import { useOutbox, type OutboxFilter } from "./use-outbox";

const NO_FILTER: OutboxFilter = { state: null, kind: null, to: null };

/** Outgoing mail: what waits, what was sent, what was not and why; for admins. */
export function MailPage() {
  const t = useTranslate();
  const [filter, setFilter] = useState<OutboxFilter>(NO_FILTER);
  const [readMail, setReadMail] = useState<OutgoingMailDto | null>(null);
  const [shownLink, setShownLink] = useState<string | null>(null);
  const [cleared, setCleared] = useState(0);
  const [isInUse, hold] = useInUse();
  const outbox = useOutbox(filter, isInUse || shownLink !== null || readMail !== null);
  const clear = (): void => {
    setFilter(NO_FILTER);
    // What was typed goes, too.
    setCleared((times) => times + 1);
  };
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
        actions={<ButtonLink href="/admin/mail/server">{t("mail.serverLink")}</ButtonLink>}
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
        <OutboxFilters key={cleared} filter={filter} onFilter={setFilter} />
        {(filter.state === "failed" || filter.state === "held") && outbox.about?.canSend && (
          <RetryAll state={filter.state} onDone={outbox.refetch} />
        )}
        <TestMail />
      </div>
      <LiveList
        list={outbox}
        hold={hold}
        loading={t("mail.loading")}
        offline={t("mail.offline")}
        skeleton={<SkeletonRows className="h-16" />}
        empty={<NoMail isFiltered={!isNone(filter)} onClear={clear} />}
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
                onChanged={outbox.refetch}
                onRead={setReadMail}
                onShowLink={(mailId) => void showLink(mailId)}
              />
            ))}
          </ul>
        )}
      </LiveList>
      <TextDialog mail={readMail} onClose={() => setReadMail(null)} />
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

function isNone({ state, kind, to }: OutboxFilter): boolean {
  return state === null && kind === null && to === null;
}
