"use client";

import { Lock } from "lucide-react";
import { useState } from "react";
import type { CannedReplyDto } from "@/features/canned-replies/schema";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { classNames } from "@/ui/class-names";
import { Button } from "@/ui/buttons/button";
import { Kbd } from "@/ui/marks/kbd";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { toast } from "@/ui/overlays/toast";
import { deleteCannedReply } from "./use-canned-replies";

/** The props of CannedReplyRow. */
export interface CannedReplyRowProps {
  reply: CannedReplyDto;
  /** Somebody else has deleted it, or it is for others now. */
  isGone: boolean;
  onEdit: (reply: CannedReplyDto) => void;
  onDeleted: () => void;
}

/** One canned reply: what it is called, whose it is, how it begins, and what can be done. */
export function CannedReplyRow({ reply, isGone, onEdit, onDeleted }: CannedReplyRowProps) {
  const t = useTranslate();
  const [isAsking, setAsking] = useState(false);
  const { id, name, keyword, body, team, uses, mayChange } = reply;
  async function remove(): Promise<void> {
    await deleteCannedReply(id);
    toast.success(t("cannedReplies.deleted"), { description: name });
    onDeleted();
  }
  return (
    <li
      className={classNames(
        "flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:flex-nowrap",
        isGone && "line-through",
      )}
    >
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <bdi className="min-w-0 font-medium wrap-anywhere text-ink">{name}</bdi>
          {keyword !== null && (
            <Kbd>
              <bdi>/{keyword}</bdi>
            </Kbd>
          )}
        </p>
        <p dir="auto" className="line-clamp-2 wrap-anywhere text-ink-muted">
          {body.slice(0, 400)}
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-note text-ink-muted">
          <span className="inline-flex min-w-0 items-center gap-1 wrap-anywhere">
            {team?.isPrivate && <Lock aria-hidden className="size-3.5 shrink-0" />}
            {ownerWords(t, reply)}
          </span>
          <span>{t("cannedReplies.uses", { count: uses })}</span>
        </p>
      </div>
      {mayChange && !isGone && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" aria-label={t("cannedReplies.editOf", { name })} onClick={() => onEdit(reply)}>
            {t("cannedReplies.edit")}
          </Button>
          <Button
            size="sm"
            aria-label={t("cannedReplies.deleteOf", { name })}
            onClick={() => setAsking(true)}
          >
            {t("cannedReplies.delete")}
          </Button>
        </div>
      )}
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        danger
        title={t("cannedReplies.deleteTitle", { name })}
        description={t("cannedReplies.deleteReason")}
        confirmLabel={t("cannedReplies.delete")}
        onConfirm={remove}
      />
    </li>
  );
}

/** Whose a canned reply is, in words. */
export function ownerWords(t: Translate, { scope, team }: Pick<CannedReplyDto, "scope" | "team">): string {
  return scope === "team"
    ? t("cannedReplies.scope.team", { name: team?.name ?? "" })
    : t(`cannedReplies.scope.${scope}`);
}
