import { CornerDownRight } from "lucide-react";
import Link from "next/link";
import type { TicketDto } from "@/features/tickets/schema";

/** From which earlier ticket this one goes on, with the way there. */
export function FollowsLine({ followed }: { followed: NonNullable<TicketDto["followUpOf"]> }) {
  return (
    <p className="flex items-start gap-2 text-note text-ink-muted">
      <CornerDownRight aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">
        Goes on from{" "}
        <Link
          href={`/tickets/${followed.number}`}
          className="rounded-sm wrap-anywhere underline decoration-line-strong underline-offset-3 focus-ring hover:text-ink hover:decoration-current"
        >
          #{followed.number} <bdi>{followed.title}</bdi>
        </Link>
      </span>
    </p>
  );
}
