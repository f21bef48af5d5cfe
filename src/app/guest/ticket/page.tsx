import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { GuestSessionWatch } from "@/features/guests/ui/guest-session-watch";
import { GuestShell } from "@/features/guests/ui/guest-shell";
import { TicketPage } from "@/features/open-ticket/ui/page/page";
import { readSettings } from "@/features/organisations/server/read";
import { requireGuestSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";
import { ConnectionLine } from "../../(desk)/connection-line";
import { loadTicket } from "../../(desk)/tickets/[ticket]/load-ticket";
import { LiveProviders } from "../../live-providers";

/** The tab says which ticket it is. */
export async function generateMetadata(): Promise<Metadata> {
  const { actor } = await requireGuestSession();
  const loaded = await loadTicket(actor, actor.guestTicketId ?? "");
  return {
    title: loaded
      ? { absolute: `#${loaded.ticket.number} ${loaded.ticket.title} · Helpejo` }
      : (await pageTranslate())("shell.titles.noTicket"),
  };
}

/** The ticket that a guest's link opened, live. */
export default async function GuestTicketPage() {
  const { actor } = await requireGuestSession();
  const [initial, { reopenDays }] = await Promise.all([
    loadTicket(actor, actor.guestTicketId ?? ""),
    readSettings(actor.organisationId),
  ]);
  if (!initial) {
    redirect("/guest/link");
  }
  return (
    <LiveProviders actor={actor}>
      <GuestShell connectionBar={<ConnectionLine />}>
        <TicketPage
          key={initial.ticket.id}
          viewer={{ ...actor, sessionId: "" }}
          initial={initial}
          reopenDays={reopenDays}
        />
      </GuestShell>
      <GuestSessionWatch />
    </LiveProviders>
  );
}
