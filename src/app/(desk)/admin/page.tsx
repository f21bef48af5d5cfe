import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OverviewPage } from "@/features/administration/ui/overview/overview-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("overview.title") };
}

/** The admin area begins with how the desk does. */
export default async function AdminPage() {
  const { actor } = await requirePageSession("/admin");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <OverviewPage />;
}
