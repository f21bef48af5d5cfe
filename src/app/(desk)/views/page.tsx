import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { hasLibrary } from "@/features/library/policy";
import { ViewsPage } from "@/features/views/ui/views-page";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("views.title") };
}

/** The saved views; for staff. */
export default async function Views() {
  const { actor } = await requirePageSession("/views");
  if (!hasLibrary(actor)) {
    notFound();
  }
  return <ViewsPage />;
}
