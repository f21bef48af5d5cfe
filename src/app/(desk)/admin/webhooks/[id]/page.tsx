import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { canAdminister } from "@/features/users/policy";
import { DeliveriesPage } from "@/features/webhooks/ui/deliveries-page";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("webhooks.delivery.title") };
}

/** What a webhook was sent; for admins. */
export default async function AdminWebhookPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { actor } = await requirePageSession(`/admin/webhooks/${id}`);
  if (!canAdminister(actor)) {
    notFound();
  }
  return <DeliveriesPage webhookId={id} />;
}
