import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConnectionsPage } from "@/features/connections/ui/connections-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";

export const metadata: Metadata = { title: "Connections" };

/** Who is connected now; for admins. */
export default async function AdminConnectionsPage() {
  const { actor } = await requirePageSession("/admin/connections");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <ConnectionsPage ownSessionId={actor.sessionId} />;
}
