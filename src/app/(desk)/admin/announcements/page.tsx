import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AnnouncementsPage } from "@/features/administration/ui/announcements/announcements-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("announcements.title") };
}

/** The announcements; for admins. */
export default async function AdminAnnouncementsPage() {
  const { actor } = await requirePageSession("/admin/announcements");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <AnnouncementsPage />;
}
