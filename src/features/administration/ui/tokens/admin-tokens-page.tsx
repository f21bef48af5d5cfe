"use client";

import { KeySquare, Plus } from "lucide-react";
import { useState } from "react";
import { callApi } from "@/client/api/api";
import { useInUse } from "@/client/browser/use-in-use";
import { useLiveList } from "@/client/live/use-live-list";
import type { AdminTokenDto, NewServiceTokenDto } from "@/features/personal-tokens/schema";
import { MadeDialog } from "@/features/personal-tokens/ui/made-dialog";
import { NewTokenDialog } from "@/features/personal-tokens/ui/new-token-dialog";
import { Button } from "@/ui/buttons/button";
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
  const [isMaking, setMaking] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const list = useLiveList<AdminTokenDto>(
    { key: ["admin", "tokens"], path: "/api/admin/tokens", search: `limit=${PAGE}` },
    { isInUse, concerns: ({ subjectType }) => subjectType === "person" },
  );
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title={<LiveHeading list={list}>{t("adminTokens.title")}</LiveHeading>}
        description={t("adminTokens.description")}
        actions={
          <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setMaking(true)}>
            {t("adminTokens.service.make")}
          </Button>
        }
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
      {isMaking && (
        <NewTokenDialog
          isOpen
          isService
          onClose={() => setMaking(false)}
          onMake={async (input, role) => {
            const made = await callApi<NewServiceTokenDto>("/api/admin/tokens", {
              method: "POST",
              body: { ...input, role },
            });
            setToken(made.token);
            setMaking(false);
            list.refetch();
          }}
        />
      )}
      <MadeDialog token={token} onClose={() => setToken(null)} />
    </div>
  );
}
