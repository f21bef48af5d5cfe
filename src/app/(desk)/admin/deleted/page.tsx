import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeletedTicketsPage } from "@/features/tickets/ui/deleted/page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.deleted") };
}

/** What was deleted and can be brought back; for admins. */
export default async function AdminDeletedPage() {
  const { actor } = await requirePageSession("/admin/deleted");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <DeletedTicketsPage />;
}
