"use client";

import { X } from "lucide-react";
import Link from "next/link";
import type { LinkDto } from "@/features/links/schema";
import { TicketStatus } from "@/features/tickets/ui/ticket-words";
import { useTranslate } from "@/messages/translate-provider";
import { IconButton } from "@/ui/buttons/icon-button";
import { LinkForm } from "./link-form";
import { LINK_ORDER, linkWords } from "./link-words";
import { useLinkChange } from "./use-link-change";
import { useLinks } from "./use-links";

/** The tickets that a ticket is linked with, grouped by what they are to it; who works on it adds and removes them. */
export function LinkedTickets({ ticketId, mayLink }: { ticketId: string; mayLink: boolean }) {
  const t = useTranslate();
  const { links, isFailed } = useLinks(ticketId);
  const groups = grouped(links);
  if (groups.length === 0 && !mayLink && !isFailed) {
    return null;
  }
  return (
    <section aria-label={t("links.title")} className="flex flex-col gap-3 p-4">
      <h2 className="text-ink-muted">
        {t("links.title")}
        {links.length > 0 && <span className="ms-1.5 tabular-nums">{links.length}</span>}
      </h2>
      {isFailed && <p className="text-danger-ink">{t("links.notLoaded")}</p>}
      {groups.map((group) => (
        <Group key={linkWords(t, group[0])} links={group} ticketId={ticketId} mayLink={mayLink} />
      ))}
      {mayLink && <LinkForm ticketId={ticketId} linkedIds={links.map((link) => link.ticketId)} />}
    </section>
  );
}

function Group({
  links,
  ticketId,
  mayLink,
}: {
  links: readonly [LinkDto, ...LinkDto[]];
  ticketId: string;
  mayLink: boolean;
}) {
  const t = useTranslate();
  const { remove } = useLinkChange(ticketId);
  return (
    <div>
      <h3 className="text-note text-ink-muted">{linkWords(t, links[0])}</h3>
      <ul className="flex flex-col">
        {links.map((link) => (
          <li key={link.id} className="flex min-h-8 items-center gap-2">
            <Link
              href={`/tickets/${link.ticket.number}`}
              className="min-w-0 flex-1 rounded-sm py-1 focus-ring hover:text-ink hover:underline"
            >
              <span className="text-ink-muted tabular-nums">#{link.ticket.number}</span>{" "}
              <bdi className="wrap-anywhere">{link.ticket.title}</bdi>
            </Link>
            <span className="shrink-0 text-note">
              <TicketStatus status={link.ticket.status} />
            </span>
            {mayLink && (
              <IconButton
                label={t("links.remove", { number: String(link.ticket.number) })}
                size="sm"
                icon={<X aria-hidden />}
                onClick={() => void remove(link)}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Links of one kind and direction together, as the panel orders them. */
function grouped(links: readonly LinkDto[]): (readonly [LinkDto, ...LinkDto[]])[] {
  return LINK_ORDER.flatMap((kind) => {
    const ofKind = links.filter((link) => link.kind === kind);
    const isOneGroup = kind !== "duplicate" && kind !== "followUp";
    const sides = isOneGroup
      ? [ofKind]
      : (["out", "in"] as const).map((side) => ofKind.filter(({ direction }) => direction === side));
    return sides.flatMap(([first, ...rest]) => (first ? [[first, ...rest] as const] : []));
  });
}
