import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ImportsPage } from "@/features/people-imports/ui/imports-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("imports.title") };
}

/** People from CSV files; for admins. */
export default async function AdminImportsPage() {
  const { actor } = await requirePageSession("/admin/people/import");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <ImportsPage />;
}
