import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TeamsPage } from "@/features/administration/ui/teams/teams-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("teams.title") };
}

/** The teams; for admins. */
export default async function AdminTeamsPage() {
  const { actor } = await requirePageSession("/admin/teams");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <TeamsPage />;
}
