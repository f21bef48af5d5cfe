"use client";

import { KeySquare } from "lucide-react";
import { useInUse } from "@/client/browser/use-in-use";
import { useLiveList } from "@/client/live/use-live-list";
import type { AdminTokenDto } from "@/features/personal-tokens/schema";
import { useTranslate } from "@/messages/translate-provider";
import { LiveHeading } from "@/ui/lists/live-heading";
import { LiveList } from "@/ui/lists/live-list";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { TokenList } from "./token-list";

const PAGE = 50;

/** Everybody's tokens, for admins. */
export function AdminTokensPage() {
  const t = useTranslate();
  const [isInUse, hold] = useInUse();
  const list = useLiveList<AdminTokenDto>(
    { key: ["admin", "tokens"], path: "/api/admin/tokens", search: `limit=${PAGE}` },
    { isInUse, concerns: ({ subjectType }) => subjectType === "person" },
  );
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title={<LiveHeading list={list}>{t("adminTokens.title")}</LiveHeading>}
        description={t("adminTokens.description")}
      />
      <LiveList
        list={list}
        hold={hold}
        loading={t("adminTokens.loading")}
        offline={t("adminTokens.offline")}
        more={t("ui.showOlder")}
        empty={
          <EmptyState
            icon={<KeySquare />}
            title={t("adminTokens.none.title")}
            reason={t("adminTokens.none.reason")}
          />
        }
      >
        {(tokens) => (
          <TokenList tokens={tokens} label={t("adminTokens.title")} showsPerson onEnded={list.refetch} />
        )}
      </LiveList>
    </div>
  );
}
