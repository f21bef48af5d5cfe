"use client";

import { Ellipsis, Lock, PencilLine, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { PersonDto } from "@/features/users/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Avatar } from "@/ui/people/avatar";
import { Badge } from "@/ui/marks/badge";
import { classNames } from "@/ui/class-names";
import { ErrorBoundary } from "@/ui/states/error-boundary";
import { IconButton } from "@/ui/buttons/icon-button";
import { Markdown, PlainText } from "@/ui/text/markdown";
import { Menu, MenuItem } from "@/ui/overlays/menu";
import { RelativeTime } from "@/ui/time/relative";

/** The props of CommentCard. */
export interface CommentCardProps {
  author: PersonDto;
  /** The author's label: "Requester", "Support". */
  authorHint?: string;
  at: string;
  editedAt?: string | null;
  internal?: boolean;
  /** The reader's own message has a quiet background. */
  isMine?: boolean;
  onEdit?: (() => void) | undefined;
  onDelete?: (() => void) | undefined;
  children: ReactNode;
}

/** A message of the thread: who, when, what; a note tinted and dashed, with the word. */
export function CommentCard({
  author,
  authorHint,
  at,
  editedAt,
  internal,
  isMine,
  onEdit,
  onDelete,
  children,
}: CommentCardProps) {
  const t = useTranslate();
  return (
    <div className="flex gap-3">
      <Avatar
        name={author.name}
        id={author.id}
        src={author.avatarUrl}
        decorative
        className="mt-0.5 max-sm:hidden"
      />
      <div
        className={classNames(
          "group/card min-w-0 flex-1 rounded-xl px-4 pt-2.5 pb-3.5",
          internal
            ? "border border-dashed border-aside-line bg-aside"
            : isMine
              ? "bg-canvas ring-1 ring-inset ring-line"
              : "bg-surface ring-1 ring-inset ring-line",
        )}
      >
        <div className="mb-1 flex items-start gap-2">
          <div className="flex min-h-7 min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-0.5">
            <Avatar
              name={author.name}
              id={author.id}
              src={author.avatarUrl}
              size="sm"
              decorative
              className="sm:hidden"
            />
            <bdi className="font-semibold text-ink">{author.name}</bdi>
            {authorHint && <span className="text-note text-ink-muted">{authorHint}</span>}
            {internal && (
              <Badge tone="warning" icon={<Lock aria-hidden />}>
                {t("comments.card.internal")}
              </Badge>
            )}
            <span className="text-note text-ink-muted">
              <RelativeTime at={at} />
              {editedAt && (
                <>
                  {" · "}
                  <span title={t("comments.card.editedAt", { time: editedAt })}>
                    {t("comments.card.edited")}
                  </span>
                </>
              )}
            </span>
          </div>
          {(onEdit || onDelete) && (
            <span className="-me-2 shrink-0 transition-opacity focus-within:opacity-100 group-hover/card:opacity-100 has-[[aria-expanded=true]]:opacity-100 pointer-fine:opacity-0">
              <Menu
                align="end"
                trigger={
                  <IconButton
                    label={t("comments.card.more", { name: author.name })}
                    size="sm"
                    icon={<Ellipsis aria-hidden />}
                  />
                }
              >
                {onEdit && (
                  <MenuItem onSelect={onEdit} icon={<PencilLine aria-hidden />}>
                    {t("comments.card.edit")}
                  </MenuItem>
                )}
                {onDelete && (
                  <MenuItem onSelect={onDelete} icon={<Trash2 aria-hidden />} danger>
                    {t("comments.card.delete")}
                  </MenuItem>
                )}
              </Menu>
            </span>
          )}
        </div>
        {children}
      </div>
    </div>
  );
}

/** A written text, formatted; as it was typed where formatting fails. An error here never breaks its neighbours. */
export function MessageText({ children }: { children: string }) {
  return (
    <ErrorBoundary fallback={<PlainText>{children}</PlainText>}>
      <Markdown>{children}</Markdown>
    </ErrorBoundary>
  );
}
