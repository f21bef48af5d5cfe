import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { canAdminister } from "@/features/users/policy";
import { WebhooksPage } from "@/features/webhooks/ui/webhooks-page";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("webhooks.title") };
}

/** Webhooks; for admins. */
export default async function AdminWebhooksPage() {
  const { actor } = await requirePageSession("/admin/webhooks");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <WebhooksPage />;
}
