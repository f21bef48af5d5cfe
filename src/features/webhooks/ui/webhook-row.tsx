"use client";

import { Ellipsis } from "lucide-react";
import { ALL_TYPES } from "@/features/webhooks/fields";
import type { WebhookDto } from "@/features/webhooks/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ButtonLink } from "@/ui/buttons/button-link";
import { IconButton } from "@/ui/buttons/icon-button";
import { Badge } from "@/ui/marks/badge";
import { Menu, MenuItem, MenuSeparator } from "@/ui/overlays/menu";
import { toast } from "@/ui/overlays/toast";
import { RelativeTime } from "@/ui/time/relative";
import { changeWebhook, testWebhook } from "./use-webhooks";
import type { Question } from "./webhook-questions";

const TONES = { working: "success", waiting: "warning", failing: "danger", disabled: "neutral" } as const;

/** The props of WebhookRow. */
export interface WebhookRowProps {
  webhook: WebhookDto;
  /** It was deleted, and stands there as somebody's hand is on the list. */
  isGone: boolean;
  onEdit: (webhook: WebhookDto) => void;
  onAsk: (about: Question["about"]) => void;
  onChanged: () => void;
}

/** One webhook: where it leads, what it is sent, how it stands, and what can be done. */
export function WebhookRow({ webhook, isGone, onEdit, onAsk, onChanged }: WebhookRowProps) {
  const t = useTranslate();
  const { url, description } = webhook;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 lg:flex-nowrap">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <bdi dir="ltr" className="min-w-0 font-medium wrap-anywhere text-ink">
            {url}
          </bdi>
          {isGone ? <Badge>{t("webhooks.gone")}</Badge> : <StateBadge webhook={webhook} />}
        </p>
        {description !== "" && (
          <p dir="auto" className="mt-0.5 wrap-anywhere text-ink">
            {description}
          </p>
        )}
        <Facts webhook={webhook} />
      </div>
      {!isGone && <Actions webhook={webhook} onEdit={onEdit} onAsk={onAsk} onChanged={onChanged} />}
    </li>
  );
}

function Actions({ webhook, onEdit, onAsk, onChanged }: Omit<WebhookRowProps, "isGone">) {
  const t = useTranslate();
  const { id, url } = webhook;

  async function attempt(work: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await work();
      toast.success(done);
    } catch (error) {
      toast.error(t("webhooks.failed"), {
        description: error instanceof Error ? error.message : undefined,
      });
    } finally {
      onChanged();
    }
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ButtonLink size="sm" href={`/admin/webhooks/${id}`} aria-label={t("webhooks.deliveriesOf", { url })}>
        {t("webhooks.deliveries")}
      </ButtonLink>
      <Button size="sm" aria-label={t("webhooks.editOf", { url })} onClick={() => onEdit(webhook)}>
        {t("webhooks.edit")}
      </Button>
      <Menu
        align="end"
        trigger={<IconButton size="sm" label={t("webhooks.more", { url })} icon={<Ellipsis aria-hidden />} />}
      >
        <MenuItem onSelect={() => void attempt(() => testWebhook(id), t("webhooks.tested"))}>
          {t("webhooks.test")}
        </MenuItem>
        <MenuItem onSelect={() => onAsk("secret")}>{t("webhooks.newSecret")}</MenuItem>
        <MenuSeparator />
        {webhook.enabled ? (
          <MenuItem onSelect={() => onAsk("disable")}>{t("webhooks.disable")}</MenuItem>
        ) : (
          <MenuItem
            onSelect={() => void attempt(() => changeWebhook(id, { enabled: true }), t("webhooks.enabled"))}
          >
            {t("webhooks.enable")}
          </MenuItem>
        )}
        <MenuItem danger onSelect={() => onAsk("delete")}>
          {t("webhooks.delete")}
        </MenuItem>
      </Menu>
    </div>
  );
}

/** How a webhook stands, as a word. */
export function StateBadge({ webhook: { state, waiting } }: { webhook: WebhookDto }) {
  const t = useTranslate();
  return (
    <Badge tone={TONES[state]}>
      {state === "waiting" ? t("webhooks.state.waiting", { count: waiting }) : t(`webhooks.state.${state}`)}
    </Badge>
  );
}

function Facts({ webhook }: { webhook: WebhookDto }) {
  const t = useTranslate();
  const { side, types, deliveredAt, failingSince, disabledBecause, formerSecretUntil } = webhook;
  return (
    <p className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-note text-pretty text-ink-muted">
      <span>{t(`webhooks.side.${side}`)}</span>
      <span>
        {types.includes(ALL_TYPES) ? t("webhooks.allTypes") : t("webhooks.types", { count: types.length })}
      </span>
      <span>
        {deliveredAt === null
          ? t("webhooks.neverDelivered")
          : t.rich("webhooks.delivered", { at: () => <RelativeTime at={deliveredAt} /> })}
      </span>
      {failingSince !== null && (
        <span className="text-ink">
          {t.rich("webhooks.failingSince", { at: () => <RelativeTime at={failingSince} /> })}
        </span>
      )}
      {disabledBecause !== null && (
        <span className="text-ink">{t(`webhooks.disabledBecause.${disabledBecause}`)}</span>
      )}
      {formerSecretUntil !== null && (
        <span>
          {t.rich("webhooks.formerSecret", { at: () => <RelativeTime at={formerSecretUntil} mayCome /> })}
        </span>
      )}
    </p>
  );
}
