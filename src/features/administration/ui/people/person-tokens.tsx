"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/client/api/api";
import { useAudited } from "@/features/administration/ui/live/use-audited";
import type { AdminTokenDto } from "@/features/personal-tokens/schema";
import { TokenList } from "@/features/administration/ui/tokens/token-list";
import { useTranslate } from "@/messages/translate-provider";
import { Skeleton } from "@/ui/marks/skeleton";
import { ErrorState } from "@/ui/states/error";
import { PEOPLE_KEY } from "./use-people";

const MOST = 100;

/** The programs that act as a person, and a way to end that. */
export function PersonTokens({ personId }: { personId: string }) {
  const t = useTranslate();
  const queries = useQueryClient();
  const queryKey = [...PEOPLE_KEY, "tokens", personId];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      callApi<{ items: AdminTokenDto[] }>(`/api/admin/tokens?person=${personId}&limit=${MOST}`, { signal }),
    staleTime: 0,
  });
  useAudited(queryKey, ({ subjectId }) => subjectId === personId);
  if (!data) {
    return error ? (
      <ErrorState reason={error.message} onRetry={() => void refetch()} />
    ) : (
      <Skeleton className="h-14 w-full" />
    );
  }
  if (data.items.length === 0) {
    return <p className="text-ink-muted">{t("people.person.noTokens")}</p>;
  }
  return (
    <TokenList
      tokens={data.items}
      label={t("people.person.tokens")}
      onEnded={() => void queries.invalidateQueries({ queryKey })}
    />
  );
}
