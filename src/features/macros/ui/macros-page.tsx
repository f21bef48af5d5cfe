"use client";

import { Lock, Plus, Zap } from "lucide-react";
import { useState } from "react";
import type { MacroDto } from "@/features/macros/schema";
import { useTeams } from "@/features/tickets/ui/use-pickers";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { LiveHeading } from "@/ui/lists/live-heading";
import { LiveList } from "@/ui/lists/live-list";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { toast } from "@/ui/overlays/toast";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { SkeletonRows } from "@/ui/states/not-loaded";
import { MacroDialog } from "./macro-dialog";
import { actionWords } from "./macro-words";
import { deleteMacro, useAllMacros } from "./use-macros";

/** The macros of an agent or admin: their own, their teams' and everybody's, live. */
export function MacrosPage() {
  const t = useTranslate();
  const [open, setOpen] = useState<MacroDto | "new" | null>(null);
  const list = useAllMacros(false);
  const teams = useTeams();
  const nameOf = (id: string): string | null => teams.find((team) => team.id === id)?.name ?? null;
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title={<LiveHeading list={list}>{t("macros.title")}</LiveHeading>}
        description={t("macros.description")}
        actions={
          <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setOpen("new")}>
            {t("macros.add")}
          </Button>
        }
      />
      <LiveList
        list={list}
        loading={t("macros.loading")}
        offline={t("macros.offline")}
        skeleton={<SkeletonRows className="h-16" />}
        empty={
          <EmptyState
            icon={<Zap />}
            title={t("macros.none.title")}
            reason={t("macros.none.reason")}
            action={<Button onClick={() => setOpen("new")}>{t("macros.add")}</Button>}
          />
        }
      >
        {(rows) => (
          <ul
            aria-label={t("macros.title")}
            className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
          >
            {rows.map((macro) => (
              <Row
                key={macro.id}
                macro={macro}
                words={actionWords(t, macro.actions, nameOf)}
                onEdit={setOpen}
                onChanged={list.refetch}
              />
            ))}
          </ul>
        )}
      </LiveList>
      {open !== null && (
        <MacroDialog
          key={open === "new" ? "new" : open.id}
          macro={open === "new" ? null : open}
          onClose={() => {
            setOpen(null);
            list.refetch();
          }}
        />
      )}
    </div>
  );
}

function Row({
  macro,
  words,
  onEdit,
  onChanged,
}: {
  macro: MacroDto;
  words: readonly string[];
  onEdit: (macro: MacroDto) => void;
  onChanged: () => void;
}) {
  const t = useTranslate();
  const [isAsking, setAsking] = useState(false);
  const { id, name, scope, team, mayChange } = macro;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:flex-nowrap">
      <div className="min-w-0 flex-1 basis-52">
        <bdi className="font-medium wrap-anywhere text-ink">{name}</bdi>
        <p className="wrap-anywhere text-ink-muted">{words.join(" · ")}</p>
        <p className="mt-0.5 flex items-center gap-1 text-note text-ink-muted">
          {team?.isPrivate && <Lock aria-hidden className="size-3.5 shrink-0" />}
          {scope === "team"
            ? t("cannedReplies.scope.team", { name: team?.name ?? "" })
            : t(`cannedReplies.scope.${scope}`)}
        </p>
      </div>
      {mayChange && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" aria-label={t("macros.editOf", { name })} onClick={() => onEdit(macro)}>
            {t("macros.edit")}
          </Button>
          <Button size="sm" aria-label={t("macros.deleteOf", { name })} onClick={() => setAsking(true)}>
            {t("macros.delete")}
          </Button>
        </div>
      )}
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        danger
        title={t("macros.deleteTitle", { name })}
        description={t("macros.deleteReason")}
        confirmLabel={t("macros.delete")}
        onConfirm={async () => {
          await deleteMacro(id);
          toast.success(t("macros.deleted"), { description: name });
          onChanged();
        }}
      />
    </li>
  );
}
