import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MailServerPage } from "@/features/administration/ui/mail-server/mail-server-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.mailServer") };
}

/** The mail server; for admins. */
export default async function AdminMailServerPage() {
  const { actor } = await requirePageSession("/admin/mail/server");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <MailServerPage />;
}
