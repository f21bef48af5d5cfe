"use client";

import { FilterX, Send } from "lucide-react";
import { useState } from "react";
import { useInUse } from "@/client/browser/use-in-use";
import { DELIVERY_STATES } from "@/features/webhooks/fields";
import type { WebhookDeliveryDto } from "@/features/webhooks/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Select } from "@/ui/fields/select";
import { LiveHeading } from "@/ui/lists/live-heading";
import { LiveList } from "@/ui/lists/live-list";
import { toast } from "@/ui/overlays/toast";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { SkeletonRows } from "@/ui/states/not-loaded";
import { DeliveryDialog } from "./delivery-dialog";
import { DeliveryRow } from "./delivery-row";
import { testWebhook, useDeliveries, useWebhook } from "./use-webhooks";
import { StateBadge } from "./webhook-row";

type State = WebhookDeliveryDto["state"];

/** What a webhook was sent, for admins: what waits, what arrived, what did not and why. */
export function DeliveriesPage({ webhookId }: { webhookId: string }) {
  const t = useTranslate();
  const [state, setState] = useState<State | null>(null);
  const [shown, setShown] = useState<WebhookDeliveryDto | null>(null);
  const [isTesting, setTesting] = useState(false);
  const [isInUse, hold] = useInUse();
  const { data: webhook } = useWebhook(webhookId);
  const list = useDeliveries(webhookId, state, isInUse || shown !== null);
  async function test(): Promise<void> {
    setTesting(true);
    try {
      await testWebhook(webhookId);
      toast.success(t("webhooks.tested"));
    } catch (error) {
      toast.error(t("webhooks.failed"), { description: error instanceof Error ? error.message : undefined });
    } finally {
      setTesting(false);
      list.refetch();
    }
  }
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        back={{ href: "/admin/webhooks", label: t("webhooks.delivery.back") }}
        title={<LiveHeading list={list}>{t("webhooks.delivery.title")}</LiveHeading>}
        description={
          webhook && (
            <span className="wrap-anywhere">{t("webhooks.delivery.description", { url: webhook.url })}</span>
          )
        }
        actions={
          <>
            {webhook && <StateBadge webhook={webhook} />}
            <Button loading={isTesting} onClick={() => void test()}>
              {t("webhooks.test")}
            </Button>
          </>
        }
      />
      <Select
        label={t("webhooks.delivery.filter")}
        value={state ?? "all"}
        onValueChange={(value) => setState(value === "all" ? null : value)}
        options={[
          { value: "all", label: t("webhooks.delivery.all") },
          ...DELIVERY_STATES.map((value) => ({ value, label: t(`webhooks.delivery.state.${value}`) })),
        ]}
        className="w-44 self-start"
      />
      <LiveList
        list={list}
        hold={hold}
        loading={t("webhooks.delivery.loading")}
        offline={t("webhooks.delivery.offline")}
        skeleton={<SkeletonRows className="h-16" />}
        empty={
          state === null ? (
            <EmptyState
              icon={<Send />}
              title={t("webhooks.delivery.none")}
              reason={t("webhooks.delivery.noneReason")}
            />
          ) : (
            <EmptyState
              icon={<FilterX />}
              title={t("webhooks.delivery.noneOfState")}
              action={<Button onClick={() => setState(null)}>{t("webhooks.delivery.all")}</Button>}
            />
          )
        }
      >
        {(rows) => (
          <ul
            aria-label={t("webhooks.delivery.title")}
            className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
          >
            {rows.map((delivery) => (
              <DeliveryRow
                key={delivery.id}
                delivery={delivery}
                isEnabled={webhook?.enabled ?? true}
                onShow={setShown}
                onChanged={list.refetch}
              />
            ))}
          </ul>
        )}
      </LiveList>
      <DeliveryDialog
        delivery={shown && (list.rows?.find(({ id }) => id === shown.id) ?? shown)}
        onClose={() => setShown(null)}
      />
    </div>
  );
}
