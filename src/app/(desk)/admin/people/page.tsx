import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { canAdminister } from "@/features/users/policy";
import { PeoplePage } from "@/features/administration/ui/people/people-page";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("people.title") };
}

/** Everybody of the organisation; for admins. */
export default async function AdminPeoplePage() {
  const { actor } = await requirePageSession("/admin/people");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <PeoplePage />;
}
