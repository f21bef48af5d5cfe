import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MailPage } from "@/features/mail/ui/mail-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.mail") };
}

/** Outgoing mail; for admins. */
export default async function AdminMailPage() {
  const { actor } = await requirePageSession("/admin/mail");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <MailPage />;
}
