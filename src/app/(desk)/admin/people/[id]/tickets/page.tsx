import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { canAdminister } from "@/features/users/policy";
import { PersonListPage } from "@/features/administration/ui/people/person-list-page";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("people.list.title") };
}

/** A person's list of tickets, as they get it; for admins. */
export default async function AdminPersonListPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { actor } = await requirePageSession(`/admin/people/${id}/tickets`);
  if (!canAdminister(actor)) {
    notFound();
  }
  return <PersonListPage personId={id} />;
}
