import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TagsPage } from "@/features/administration/ui/tags/tags-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("adminTags.title") };
}

/** The tags; for admins. */
export default async function AdminTagsPage() {
  const { actor } = await requirePageSession("/admin/tags");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <TagsPage />;
}
