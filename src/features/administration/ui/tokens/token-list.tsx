"use client";

import { useState } from "react";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import type { AdminTokenDto } from "@/features/personal-tokens/schema";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Badge } from "@/ui/marks/badge";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { toast } from "@/ui/overlays/toast";
import { TextLink } from "@/ui/text/link";
import { RelativeTime } from "@/ui/time/relative";

/** Tokens of one person or of everybody, and a way for admins to end them. */
export function TokenList({
  tokens,
  label,
  showsPerson = false,
  onEnded,
}: {
  tokens: readonly AdminTokenDto[];
  label: string;
  /** Whether each says whose it is. */
  showsPerson?: boolean;
  onEnded: () => void;
}) {
  const t = useTranslate();
  const [ending, setEnding] = useState<AdminTokenDto | null>(null);
  async function end({ id }: AdminTokenDto): Promise<void> {
    try {
      await callApi(`/api/admin/tokens/${id}`, { method: "DELETE", idempotencyKey: newIdempotencyKey() });
      toast.success(t("adminTokens.ended"));
    } finally {
      onEnded();
    }
  }
  return (
    <>
      <ul
        aria-label={label}
        className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
      >
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} showsPerson={showsPerson} onEnd={() => setEnding(token)} />
        ))}
      </ul>
      {ending && (
        <AlertDialog
          open
          danger
          onOpenChange={(open) => !open && setEnding(null)}
          title={t.rich("tokens.endTitle", { name: () => <bdi>{ending.name}</bdi> })}
          description={t("tokens.endReason")}
          confirmLabel={t("tokens.end")}
          onConfirm={() => end(ending)}
        />
      )}
    </>
  );
}

function TokenRow({
  token,
  showsPerson,
  onEnd,
}: {
  token: AdminTokenDto;
  showsPerson: boolean;
  onEnd: () => void;
}) {
  const { t, locale, timeZone } = useSpeech();
  const { name, scopes, prefix, lastUsedAt, lastAddress, expiresAt, person } = token;
  const day = (at: string): string =>
    new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone }).format(new Date(at));
  return (
    <li className="flex items-center gap-x-4 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <bdi className="min-w-0 font-medium wrap-anywhere">{name}</bdi>
          {showsPerson && (
            <span className="min-w-0 wrap-anywhere">
              {t.rich("adminTokens.of", {
                person: () => (
                  <TextLink href={`/admin/people/${person.id}`}>
                    <bdi>{person.name}</bdi>
                  </TextLink>
                ),
              })}
            </span>
          )}
          {showsPerson && person.isService && <Badge tone="accent">{t("adminTokens.service.badge")}</Badge>}
          {scopes.map((scope) => (
            <Badge key={scope}>{t(`tokens.scope.${scope}`)}</Badge>
          ))}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-note text-ink-muted">
          <code dir="ltr" className="font-mono">
            {prefix}…
          </code>
          <span className="wrap-anywhere">
            {lastUsedAt === null
              ? t("tokens.unused")
              : t.rich("tokens.used", {
                  ago: () => <RelativeTime at={lastUsedAt} />,
                  address: lastAddress ?? t("tokens.noAddress"),
                })}
          </span>
          <span>{expiresAt === null ? t("tokens.endless") : t("tokens.ends", { date: day(expiresAt) })}</span>
        </p>
      </div>
      <Button size="sm" aria-label={t("tokens.endOf", { name })} onClick={onEnd}>
        {t("tokens.end")}
      </Button>
    </li>
  );
}
