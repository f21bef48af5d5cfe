"use client";

import { useLiveList } from "@/client/live/use-live-list";
import type { AdminTokenDto } from "@/features/personal-tokens/schema";
import { TokenList } from "@/features/administration/ui/tokens/token-list";
import { useTranslate } from "@/messages/translate-provider";
import { LiveList } from "@/ui/lists/live-list";
import { SkeletonRows } from "@/ui/states/not-loaded";
import { PEOPLE_KEY } from "./use-people";

const PAGE = 50;

/** The programs that act as a person, and a way to end that. */
export function PersonTokens({ personId }: { personId: string }) {
  const t = useTranslate();
  const list = useLiveList<AdminTokenDto>(
    {
      key: [...PEOPLE_KEY, "tokens", personId],
      path: "/api/admin/tokens",
      search: `person=${personId}&limit=${PAGE}`,
    },
    { concerns: ({ subjectId }) => subjectId === personId },
  );
  return (
    <LiveList
      list={list}
      loading={t("adminTokens.loading")}
      offline={t("adminTokens.offline")}
      skeleton={<SkeletonRows count={1} />}
      more={t("ui.showOlder")}
      empty={<p className="text-ink-muted">{t("people.person.noTokens")}</p>}
    >
      {(tokens) => <TokenList tokens={tokens} label={t("people.person.tokens")} onEnded={list.refetch} />}
    </LiveList>
  );
}
