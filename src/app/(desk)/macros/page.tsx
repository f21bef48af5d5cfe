import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MacrosPage } from "@/features/macros/ui/macros-page";
import { worksOnTickets } from "@/features/library/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("macros.title") };
}

/** The macros; for agents and admins. */
export default async function Macros() {
  const { actor } = await requirePageSession("/macros");
  if (!worksOnTickets(actor)) {
    notFound();
  }
  return <MacrosPage />;
}
