import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { canAdminister } from "@/features/users/policy";
import { readWaysIn } from "@/features/ways-in/server/read";
import { WaysInPage } from "@/features/ways-in/ui/ways-in-page";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.waysIn") };
}

/** By what people come in; for admins. */
export default async function AdminSignInPage() {
  const { actor } = await requirePageSession("/admin/sign-in");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <WaysInPage initial={await readWaysIn(actor)} />;
}
