import { CornerDownRight } from "lucide-react";
import Link from "next/link";
import type { TicketDto } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";

/** A link to the earlier ticket that this one follows up on. */
export function FollowsLine({ followed }: { followed: NonNullable<TicketDto["followUpOf"]> }) {
  const t = useTranslate();
  return (
    <p className="flex items-start gap-2 text-note text-ink-muted">
      <CornerDownRight aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">
        {t.rich("openTicket.page.goesOnFrom", {
          number: String(followed.number),
          title: followed.title,
          bdi: (title) => <bdi>{title}</bdi>,
          link: (words) => (
            <Link
              href={`/tickets/${followed.number}`}
              className="rounded-sm wrap-anywhere underline decoration-line-strong underline-offset-3 focus-ring hover:text-ink hover:decoration-current"
            >
              {words}
            </Link>
          ),
        })}
      </span>
    </p>
  );
}
