import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConnectionsPage } from "@/features/connections/ui/connections-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.connections") };
}

/** Who is connected now; for admins. */
export default async function AdminConnectionsPage() {
  const { actor } = await requirePageSession("/admin/connections");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <ConnectionsPage ownSessionId={actor.sessionId} />;
}
