"use client";

import Link from "next/link";
import { useMe } from "@/client/browser/me";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";
import type { Choice } from "./use-ticket-draft";

/** Names the earlier ticket that the new one follows up on; that can be removed. */
export function NewTicketFollows({
  followed,
  error,
  onDrop,
}: {
  followed: Choice;
  error: string | undefined;
  onDrop: () => void;
}) {
  const t = useTranslate();
  const { isStaff } = useMe();
  return (
    <Callout
      tone={error === undefined ? "info" : "danger"}
      live={error === undefined ? undefined : "alert"}
      title={t(`tickets.new.${isStaff ? "follows" : "requestFollows"}`, { number: followed.hint ?? "" })}
      actions={
        <Button size="sm" type="button" onClick={onDrop}>
          {t("tickets.new.followsDrop")}
        </Button>
      }
    >
      {error ??
        t.rich("tickets.new.followsHint", {
          title: followed.label,
          link: (title) => (
            <Link
              href={`/tickets/${followed.hint ?? followed.id}`}
              className="rounded-sm underline underline-offset-3 focus-ring"
            >
              <bdi>{title}</bdi>
            </Link>
          ),
        })}
    </Callout>
  );
}
