import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TeamPage } from "@/features/administration/ui/teams/team-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("teams.title") };
}

/** One team; for admins. */
export default async function AdminTeamPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { actor } = await requirePageSession(`/admin/teams/${id}`);
  if (!canAdminister(actor)) {
    notFound();
  }
  return <TeamPage teamId={id} />;
}
