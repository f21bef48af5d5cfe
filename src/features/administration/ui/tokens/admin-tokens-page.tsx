"use client";

import { CloudOff, KeySquare } from "lucide-react";
import { useInUse } from "@/client/browser/use-in-use";
import { useLivePages, type LivePages } from "@/features/administration/ui/live/use-live-pages";
import type { AdminTokenDto } from "@/features/personal-tokens/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ArrivalsButton } from "@/ui/lists/arrivals";
import { Skeleton } from "@/ui/marks/skeleton";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { TokenList } from "./token-list";

const PAGE = 50;

/** Everybody's tokens, for admins. */
export function AdminTokensPage() {
  const t = useTranslate();
  const [isInUse, hold] = useInUse();
  const list = useLivePages<AdminTokenDto>(
    { key: ["admin", "tokens"], path: "/api/admin/tokens", search: `limit=${PAGE}` },
    { isInUse, concerns: ({ subjectType }) => subjectType === "person" },
  );
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title={
          <span className="inline-flex flex-wrap items-center gap-3">
            {t("adminTokens.title")}
            <ArrivalsButton count={list.arrivals} onShow={list.show} />
          </span>
        }
        description={t("adminTokens.description")}
      />
      <div {...hold} className="min-w-0">
        <Rows list={list} />
      </div>
      {list.hasMore && (
        <Button className="self-center" loading={list.isFetchingMore} onClick={list.fetchMore}>
          {t("adminTokens.showMore")}
        </Button>
      )}
    </div>
  );
}

function Rows({ list }: { list: LivePages<AdminTokenDto> }) {
  const t = useTranslate();
  if (list.rows !== null && list.rows.length > 0) {
    return <TokenList tokens={list.rows} label={t("adminTokens.title")} showsPerson onEnded={list.refetch} />;
  }
  if (list.rows !== null) {
    return (
      <EmptyState
        icon={<KeySquare />}
        title={t("adminTokens.none.title")}
        reason={t("adminTokens.none.reason")}
      />
    );
  }
  if (list.error?.code === "offline") {
    return (
      <EmptyState
        icon={<CloudOff />}
        title={t("adminTokens.offline.title")}
        reason={t("adminTokens.offline.reason")}
        action={<Button onClick={list.refetch}>{t("adminTokens.tryNow")}</Button>}
      />
    );
  }
  if (list.error) {
    return <ErrorState reason={list.error.message} onRetry={list.refetch} />;
  }
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{t("adminTokens.loading")}</span>
      {[0, 1, 2].map((place) => (
        <Skeleton key={place} className="h-14 w-full" />
      ))}
    </div>
  );
}
