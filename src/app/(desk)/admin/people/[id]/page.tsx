import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { canAdminister } from "@/features/users/policy";
import { PersonPage } from "@/features/administration/ui/people/person-page";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("people.title") };
}

/** One person; for admins. */
export default async function AdminPersonPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { actor } = await requirePageSession(`/admin/people/${id}`);
  if (!canAdminister(actor)) {
    notFound();
  }
  return <PersonPage personId={id} ownSessionId={actor.sessionId} />;
}
