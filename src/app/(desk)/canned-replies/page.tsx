import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CannedRepliesPage } from "@/features/canned-replies/ui/canned-replies-page";
import { worksOnTickets } from "@/features/library/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("cannedReplies.title") };
}

/** The canned replies; for agents and admins. */
export default async function CannedReplies() {
  const { actor } = await requirePageSession("/canned-replies");
  if (!worksOnTickets(actor)) {
    notFound();
  }
  return <CannedRepliesPage />;
}
