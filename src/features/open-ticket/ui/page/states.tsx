"use client";

import { Ban, RotateCcw, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useMe } from "@/client/browser/me";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ButtonLink } from "@/ui/buttons/button-link";
import { EmptyState } from "@/ui/states/empty";
import { Skeleton } from "@/ui/marks/skeleton";
import { useDeletion, type NamedTicket } from "@/features/tickets/ui/deleted/use-deletion";

/** The skeleton of a ticket that is loading. */
export function TicketSkeleton() {
  const t = useTranslate();
  return (
    <div role="status" className="mx-auto flex w-full max-w-3xl flex-1 flex-col gap-6 px-5 py-6">
      <span className="sr-only">{t("openTicket.page.loading")}</span>
      <Skeleton className="h-6 w-2/3" />
      <Skeleton className="h-4 w-1/3" />
      {[0, 1, 2].map((line) => (
        <div key={line} className="flex gap-3">
          <Skeleton className="size-8 rounded-full" />
          <Skeleton className="h-24 flex-1 rounded-xl" />
        </div>
      ))}
    </div>
  );
}

/** The person may not see the ticket any more; nothing of it is left on the page. */
export function TicketLost() {
  return <OutOfSight words="lost" />;
}

/** The ticket was deleted; an admin can restore it right here. */
export function TicketDeleted({ ticket, mayRestore }: { ticket: NamedTicket; mayRestore: boolean }) {
  const t = useTranslate();
  const { restore } = useDeletion();
  return (
    <Middle>
      <EmptyState
        level={1}
        icon={<Trash2 />}
        title={t("openTicket.page.deleted")}
        reason={t(`openTicket.page.${mayRestore ? "deletedMayRestore" : "deletedReason"}`)}
        action={
          <span className="flex flex-wrap justify-center gap-2">
            {mayRestore && (
              <Button icon={<RotateCcw aria-hidden />} onClick={() => void restore(ticket)}>
                {t("openTicket.page.restore")}
              </Button>
            )}
            <BackToList />
          </span>
        }
      />
    </Middle>
  );
}

/** No such ticket, or none that this person may see: the same words for both. */
export function TicketNotFound() {
  return <OutOfSight words="notFound" />;
}

function OutOfSight({ words }: { words: "lost" | "notFound" }) {
  const t = useTranslate();
  return (
    <Middle>
      <EmptyState
        level={1}
        icon={<Ban />}
        title={t(`openTicket.page.${words}`)}
        reason={t(`openTicket.page.${words}Reason`)}
        action={<BackToList />}
      />
    </Middle>
  );
}

function BackToList() {
  const t = useTranslate();
  const isGuest = useMe().role === "guest";
  return (
    <ButtonLink href={isGuest ? "/guest" : "/tickets"} variant="primary">
      {t(`openTicket.page.${isGuest ? "newRequest" : "backToList"}`)}
    </ButtonLink>
  );
}

function Middle({ children }: { children: ReactNode }) {
  return <div className="flex flex-1 items-center justify-center">{children}</div>;
}
