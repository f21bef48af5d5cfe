import type { Metadata } from "next";
import { listCategories } from "@/features/organisations/server/read-pickers";
import { listTeams } from "@/features/teams/server/read";
import { NewTicketPage } from "@/features/tickets/ui/new/page";
import { uploadMaxBytes } from "@/features/organisations/server/read";
import { requirePageSession } from "@/server/pages/session";
import { isStaffRole } from "@/shared/roles";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.newTicket") };
}

/** The form that files a ticket. */
export default async function NewTicket() {
  const { actor } = await requirePageSession("/tickets/new");
  const [categories, maxFileBytes, teams] = await Promise.all([
    listCategories(actor),
    uploadMaxBytes(actor.organisationId),
    isStaffRole(actor.role) ? listTeams(actor) : [],
  ]);
  return <NewTicketPage categories={categories} teams={teams} maxFileBytes={maxFileBytes} />;
}
