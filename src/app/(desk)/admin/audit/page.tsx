import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AuditPage } from "@/features/administration/ui/audit/audit-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("audit.title") };
}

/** Who did what; for admins. */
export default async function AdminAuditPage() {
  const { actor } = await requirePageSession("/admin/audit");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <AuditPage />;
}
