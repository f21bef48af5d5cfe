import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SettingsPage } from "@/features/administration/ui/settings/settings-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("settings.title") };
}

/** The settings; for admins. */
export default async function AdminSettingsPage() {
  const { actor } = await requirePageSession("/admin/settings");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <SettingsPage />;
}
