"use client";

import { useState } from "react";
import type { PersonalTokenDto } from "@/features/personal-tokens/schema";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Badge } from "@/ui/marks/badge";
import { Skeleton } from "@/ui/marks/skeleton";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { ErrorState } from "@/ui/states/error";
import { RelativeTime } from "@/ui/time/relative";
import { MadeDialog } from "./made-dialog";
import { NewTokenDialog } from "./new-token-dialog";
import { useTokens, type Tokens } from "./use-tokens";

/** One's own tokens: making and ending them. */
export function TokenSettings() {
  const t = useTranslate();
  const list = useTokens();
  const [isMaking, setMaking] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  return (
    <>
      <List list={list} />
      <Button className="self-start" onClick={() => setMaking(true)}>
        {t("tokens.make")}
      </Button>
      {isMaking && (
        <NewTokenDialog
          isOpen
          onClose={() => setMaking(false)}
          onMake={async (input) => {
            setToken(await list.make(input));
            setMaking(false);
          }}
        />
      )}
      <MadeDialog token={token} onClose={() => setToken(null)} />
    </>
  );
}

function List({ list }: { list: Tokens }) {
  const t = useTranslate();
  if (list.tokens === null) {
    return list.error ? (
      <ErrorState reason={list.error.message} onRetry={list.refetch} />
    ) : (
      <div role="status">
        <span className="sr-only">{t("tokens.loading")}</span>
        <Skeleton className="h-10 w-full" />
      </div>
    );
  }
  if (list.tokens.length === 0) {
    return <p className="max-w-prose text-ui text-pretty">{t("tokens.none")}</p>;
  }
  return (
    <ul
      aria-label={t("tokens.title")}
      className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
    >
      {list.tokens.map((token) => (
        <TokenRow key={token.id} token={token} onEnd={() => list.end(token.id)} />
      ))}
    </ul>
  );
}

function TokenRow({ token, onEnd }: { token: PersonalTokenDto; onEnd: () => Promise<void> }) {
  const { t, locale, timeZone } = useSpeech();
  const [isAsking, setAsking] = useState(false);
  const { name, scopes, prefix, expiresAt, lastUsedAt, lastAddress } = token;
  const day = (at: string): string =>
    new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone }).format(new Date(at));
  return (
    <li className="flex items-center gap-x-4 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ui font-medium text-ink">
          <bdi className="min-w-0 wrap-anywhere">{name}</bdi>
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
      <Button size="sm" aria-label={t("tokens.endOf", { name })} onClick={() => setAsking(true)}>
        {t("tokens.end")}
      </Button>
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        danger
        title={t.rich("tokens.endTitle", { name: () => <bdi>{name}</bdi> })}
        description={t("tokens.endReason")}
        confirmLabel={t("tokens.end")}
        onConfirm={onEnd}
      />
    </li>
  );
}
