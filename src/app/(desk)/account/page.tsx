import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountPage } from "@/features/account/ui/account-page";
import { hasOwnAccount } from "@/features/users/policy";
import { readMe } from "@/features/users/server/read";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.account") };
}

/** One's own account. */
export default async function MyAccountPage() {
  const { actor } = await requirePageSession("/account");
  if (!hasOwnAccount(actor)) {
    notFound();
  }
  return <AccountPage account={await readMe(actor)} />;
}
