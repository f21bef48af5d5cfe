import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { readSettings } from "@/features/organisations/server/read";
import { requirePageSession } from "@/server/pages/session";
import { TicketPage } from "@/features/open-ticket/ui/page/page";
import { pageTranslate } from "@/server/pages/speech";
import { loadTicket } from "./load-ticket";

interface Props {
  params: Promise<{ ticket: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The tab says which ticket it is. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ticket } = await params;
  const loaded = await loadTicket((await requirePageSession(`/tickets/${ticket}`)).actor, ticket);
  if (!loaded) {
    return { title: (await pageTranslate())("shell.titles.noTicket") };
  }
  // Absolute, not put into the template of titles: there a typed `$$` or `$&` would be read as a replacement pattern.
  return { title: { absolute: `#${loaded.ticket.number} ${loaded.ticket.title} · Helpejo` } };
}

/** One ticket, by number or id, with its conversation in the first paint. */
export default async function Page({ params, searchParams }: Props) {
  const { ticket } = await params;
  const { actor } = await requirePageSession(`/tickets/${ticket}`);
  const [initial, { reopenDays }] = await Promise.all([
    loadTicket(actor, ticket),
    readSettings(actor.organisationId),
  ]);
  if (!initial) {
    notFound();
  }
  if (ticket !== initial.ticket.id && ticket !== String(initial.ticket.number)) {
    // It was merged: staff go on in another one.
    redirect(`/tickets/${initial.ticket.number}`);
  }
  // The page needs the person for the rules; the session's id must not reach it.
  return (
    <TicketPage
      key={initial.ticket.id}
      viewer={{ ...actor, sessionId: "" }}
      initial={initial}
      reopenDays={reopenDays}
      isPreviewAsked={(await searchParams)["as"] === "requester"}
    />
  );
}
