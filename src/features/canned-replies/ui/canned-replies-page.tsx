"use client";

import { Plus, TextQuote } from "lucide-react";
import { useState } from "react";
import { useInUse } from "@/client/browser/use-in-use";
import type { CannedReplyDto } from "@/features/canned-replies/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { SearchInput } from "@/ui/fields/search-input";
import { LiveHeading } from "@/ui/lists/live-heading";
import { LiveList } from "@/ui/lists/live-list";
import { PageHeader } from "@/ui/shell/page-header";
import { Tabs } from "@/ui/shell/tabs";
import { EmptyState } from "@/ui/states/empty";
import { SkeletonRows } from "@/ui/states/not-loaded";
import { EditCannedReply, NewCannedReply } from "./canned-reply-dialog";
import { CannedReplyRow } from "./canned-reply-row";
import { useCannedReplies } from "./use-canned-replies";

const SHOWN = ["all", "mine", "team", "organisation"] as const;

/** The canned replies of an agent or admin: their own, their teams' and everybody's, live. */
export function CannedRepliesPage() {
  const t = useTranslate();
  const [shown, setShown] = useState<(typeof SHOWN)[number]>("all");
  const [q, setQuery] = useState("");
  const [open, setOpen] = useState<CannedReplyDto | "new" | null>(null);
  const [isInUse, hold] = useInUse();
  const [deleted, setDeleted] = useState<readonly string[]>([]);
  const live = useCannedReplies({ q, scope: shown === "all" ? null : shown }, isInUse);
  // What one deletes oneself goes at once, also under one's own pointer.
  const list = { ...live, rows: live.rows?.filter(({ id }) => !deleted.includes(id)) ?? null };
  const isFiltered = shown !== "all" || q.trim() !== "";
  const add = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setOpen("new")}>
      {t("cannedReplies.add")}
    </Button>
  );
  const showAll = (): void => {
    setShown("all");
    setQuery("");
  };
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title={<LiveHeading list={list}>{t("cannedReplies.title")}</LiveHeading>}
        description={t("cannedReplies.description")}
        actions={add}
      />
      <div className="flex flex-wrap items-end gap-3">
        <Tabs
          className="min-w-0 flex-1 basis-72"
          label={t("cannedReplies.which")}
          value={shown}
          onValueChange={setShown}
          items={SHOWN.map((value) => ({ value, label: t(`cannedReplies.show.${value}`) }))}
        />
        <SearchInput
          className="w-full sm:w-64"
          label={t("cannedReplies.search")}
          maxLength={200}
          value={q}
          onValueChange={setQuery}
        />
      </div>
      <LiveList
        list={list}
        hold={hold}
        loading={t("cannedReplies.loading")}
        offline={t("cannedReplies.offline")}
        skeleton={<SkeletonRows className="h-20" />}
        empty={
          isFiltered ? (
            <EmptyState
              icon={<TextQuote />}
              title={t("cannedReplies.none.filteredTitle")}
              reason={t("cannedReplies.none.filteredReason")}
              action={<Button onClick={showAll}>{t("cannedReplies.none.showAll")}</Button>}
            />
          ) : (
            <EmptyState
              icon={<TextQuote />}
              title={t("cannedReplies.none.title")}
              reason={t("cannedReplies.none.reason")}
              action={<Button onClick={() => setOpen("new")}>{t("cannedReplies.add")}</Button>}
            />
          )
        }
      >
        {(rows) => (
          <ul
            aria-label={t("cannedReplies.list")}
            className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
          >
            {rows.map((reply) => (
              <CannedReplyRow
                key={reply.id}
                reply={reply}
                isGone={list.gone.has(reply.id)}
                onEdit={setOpen}
                onDeleted={() => {
                  setDeleted([...deleted, reply.id]);
                  list.refetch();
                }}
              />
            ))}
          </ul>
        )}
      </LiveList>
      {open === "new" && (
        <NewCannedReply
          onClose={() => setOpen(null)}
          onMade={() => {
            setOpen(null);
            showAll();
            list.refetch();
          }}
        />
      )}
      {open !== null && open !== "new" && (
        <EditCannedReply key={open.id} known={open} onClose={() => setOpen(null)} onSaved={list.refetch} />
      )}
    </div>
  );
}
