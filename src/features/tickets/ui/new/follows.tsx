"use client";

import Link from "next/link";
import { useMe } from "@/client/browser/me";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import type { Choice } from "./use-ticket-draft";

/** Says which earlier ticket the new one goes on from; that can be dropped. */
export function NewTicketFollows({
  followed,
  error,
  onDrop,
}: {
  followed: Choice;
  error: string | undefined;
  onDrop: () => void;
}) {
  const { isStaff } = useMe();
  return (
    <Callout
      tone={error === undefined ? "info" : "danger"}
      live={error === undefined ? undefined : "alert"}
      title={`This goes on from ${isStaff ? "ticket" : "your request"} #${followed.hint ?? ""}`}
      actions={
        <Button size="sm" type="button" onClick={onDrop}>
          It is something else
        </Button>
      }
    >
      {error ?? (
        <>
          Whoever works on it finds what was said in{" "}
          <Link
            href={`/tickets/${followed.hint ?? followed.id}`}
            className="rounded-sm underline underline-offset-3 focus-ring"
          >
            <bdi>{followed.label}</bdi>
          </Link>
          . You need not say it again.
        </>
      )}
    </Callout>
  );
}
