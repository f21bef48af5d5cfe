import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ImportPage } from "@/features/people-imports/ui/import-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("imports.title") };
}

/** One import of people; for admins. */
export default async function AdminImportPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { actor } = await requirePageSession(`/admin/people/import/${id}`);
  if (!canAdminister(actor)) {
    notFound();
  }
  return <ImportPage importId={id} />;
}
