"use client";

import { Plus, Webhook } from "lucide-react";
import { useState } from "react";
import { useInUse } from "@/client/browser/use-in-use";
import type { WebhookDto } from "@/features/webhooks/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { LiveHeading } from "@/ui/lists/live-heading";
import { LiveList } from "@/ui/lists/live-list";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { SkeletonRows } from "@/ui/states/not-loaded";
import { SecretDialog } from "./secret-dialog";
import { useWebhooks } from "./use-webhooks";
import { EditWebhook, NewWebhookDialog } from "./webhook-dialog";
import { WebhookQuestions, type Question } from "./webhook-questions";
import { WebhookRow } from "./webhook-row";

/** Webhooks, for admins: how each stands, and what can be done with it. */
export function WebhooksPage() {
  const t = useTranslate();
  const [open, setOpen] = useState<WebhookDto | "new" | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [isInUse, hold] = useInUse();
  const list = useWebhooks(isInUse);
  const add = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setOpen("new")}>
      {t("webhooks.add")}
    </Button>
  );
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title={<LiveHeading list={list}>{t("webhooks.title")}</LiveHeading>}
        description={t("webhooks.description")}
        actions={list.rows?.length === 0 ? undefined : add}
      />
      <LiveList
        list={list}
        hold={hold}
        loading={t("webhooks.loading")}
        offline={t("webhooks.offline")}
        skeleton={<SkeletonRows className="h-20" />}
        empty={
          <EmptyState
            icon={<Webhook />}
            title={t("webhooks.none.title")}
            reason={t("webhooks.none.reason")}
            action={add}
          />
        }
      >
        {(rows) => (
          <ul
            aria-label={t("webhooks.title")}
            className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
          >
            {rows.map((webhook) => (
              <WebhookRow
                key={webhook.id}
                webhook={webhook}
                isGone={list.gone.has(webhook.id)}
                onEdit={setOpen}
                onAsk={(about) => setQuestion({ about, webhook })}
                onChanged={list.refetch}
              />
            ))}
          </ul>
        )}
      </LiveList>
      {open === "new" && (
        <NewWebhookDialog
          onClose={() => setOpen(null)}
          onMade={(made) => {
            setOpen(null);
            setSecret(made.secret);
            list.refetch();
          }}
        />
      )}
      {open !== null && open !== "new" && (
        <EditWebhook key={open.id} known={open} onClose={() => setOpen(null)} onSaved={list.refetch} />
      )}
      <WebhookQuestions
        question={question}
        onClose={() => setQuestion(null)}
        onSecret={setSecret}
        onChanged={list.refetch}
      />
      <SecretDialog secret={secret} onClose={() => setSecret(null)} />
    </div>
  );
}
