import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminTokensPage as TokensPage } from "@/features/administration/ui/tokens/admin-tokens-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("adminTokens.title") };
}

/** Everybody's tokens; for admins. */
export default async function AdminTokensPage() {
  const { actor } = await requirePageSession("/admin/tokens");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <TokensPage />;
}
