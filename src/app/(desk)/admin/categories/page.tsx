import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CategoriesPage } from "@/features/administration/ui/categories/categories-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("categories.title") };
}

/** The categories; for admins. */
export default async function AdminCategoriesPage() {
  const { actor } = await requirePageSession("/admin/categories");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <CategoriesPage />;
}
