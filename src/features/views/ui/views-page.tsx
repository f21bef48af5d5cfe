"use client";

import { ArrowDown, ArrowUp, Bookmark, Lock } from "lucide-react";
import { useState } from "react";
import { listHref } from "@/features/tickets/ui/list/query";
import type { ViewDto } from "@/features/views/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ButtonLink } from "@/ui/buttons/button-link";
import { IconButton } from "@/ui/buttons/icon-button";
import { LiveHeading } from "@/ui/lists/live-heading";
import { LiveList } from "@/ui/lists/live-list";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { toast } from "@/ui/overlays/toast";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { SkeletonRows } from "@/ui/states/not-loaded";
import { TextLink } from "@/ui/text/link";
import { changeView, deleteView, useAllViews } from "./use-saved-views";
import { ViewDialog } from "./view-dialog";
import { searchOf } from "./view-search";

/** The saved views of a member of staff, in their order, live. */
export function ViewsPage() {
  const t = useTranslate();
  const [editing, setEditing] = useState<ViewDto | null>(null);
  const list = useAllViews(false);
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title={<LiveHeading list={list}>{t("views.title")}</LiveHeading>}
        description={t("views.description")}
      />
      <LiveList
        list={list}
        loading={t("views.loading")}
        offline={t("views.offline")}
        skeleton={<SkeletonRows className="h-16" />}
        empty={
          <EmptyState
            icon={<Bookmark />}
            title={t("views.none")}
            reason={t("views.noneReason")}
            action={<ButtonLink href="/tickets">{t("views.toTickets")}</ButtonLink>}
          />
        }
      >
        {(rows) => (
          <ul
            aria-label={t("views.title")}
            className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
          >
            {rows.map((view, at) => (
              <Row
                key={view.id}
                view={view}
                isLast={!isSameOwner(view, rows[at + 1])}
                onEdit={setEditing}
                onChanged={list.refetch}
              />
            ))}
          </ul>
        )}
      </LiveList>
      {editing && (
        <ViewDialog
          key={editing.id}
          view={editing}
          search=""
          onClose={() => {
            setEditing(null);
            list.refetch();
          }}
        />
      )}
    </div>
  );
}

function Row({
  view,
  isLast,
  onEdit,
  onChanged,
}: {
  view: ViewDto;
  isLast: boolean;
  onEdit: (view: ViewDto) => void;
  onChanged: () => void;
}) {
  const t = useTranslate();
  const [isAsking, setAsking] = useState(false);
  const { id, name, scope, team, position, mayChange } = view;
  async function move(to: number): Promise<void> {
    try {
      await changeView(id, { position: to });
    } catch (error) {
      toast.error(t("views.failed"), { description: error instanceof Error ? error.message : undefined });
    } finally {
      onChanged();
    }
  }
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:flex-nowrap">
      <div className="min-w-0 flex-1 basis-52">
        <TextLink href={listHref(searchOf(view))} className="wrap-anywhere">
          <bdi>{name}</bdi>
        </TextLink>
        <p className="mt-0.5 flex items-center gap-1 text-note text-ink-muted">
          {team?.isPrivate && <Lock aria-hidden className="size-3.5 shrink-0" />}
          {scope === "team"
            ? t("cannedReplies.scope.team", { name: team?.name ?? "" })
            : t(`cannedReplies.scope.${scope}`)}
        </p>
      </div>
      {mayChange && (
        <div className="flex flex-wrap items-center gap-2">
          <IconButton
            size="sm"
            label={t("views.up", { name })}
            icon={<ArrowUp aria-hidden />}
            disabled={position === 0}
            onClick={() => void move(position - 1)}
          />
          <IconButton
            size="sm"
            label={t("views.down", { name })}
            icon={<ArrowDown aria-hidden />}
            disabled={isLast}
            onClick={() => void move(position + 1)}
          />
          <Button size="sm" aria-label={t("views.editOf", { name })} onClick={() => onEdit(view)}>
            {t("views.edit")}
          </Button>
          <Button size="sm" aria-label={t("views.deleteOf", { name })} onClick={() => setAsking(true)}>
            {t("views.delete")}
          </Button>
        </div>
      )}
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        danger
        title={t("views.deleteTitle", { name })}
        description={t("views.deleteReason")}
        confirmLabel={t("views.delete")}
        onConfirm={async () => {
          await deleteView(id);
          onChanged();
        }}
      />
    </li>
  );
}

function isSameOwner(one: ViewDto, other: ViewDto | undefined): boolean {
  return other !== undefined && one.scope === other.scope && one.teamId === other.teamId;
}
