import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeletedTicketsPage } from "@/features/tickets/ui/deleted/page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";

export const metadata: Metadata = { title: "Deleted tickets" };

/** What was deleted and can be brought back; for admins. */
export default async function AdminDeletedPage() {
  const { actor } = await requirePageSession("/admin/deleted");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <DeletedTicketsPage />;
}
