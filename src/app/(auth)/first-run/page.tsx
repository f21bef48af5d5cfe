import type { Metadata } from "next";
import { FirstRunAccount } from "@/features/users/ui/link-account";
import { pageTranslate } from "@/server/pages/speech";
import { Brand } from "../brand";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.welcome"), referrer: "no-referrer" };
}

/** Makes the first admin of a new installation, for whoever holds the link that its start printed. */
export default async function FirstRunPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  return <FirstRunAccount brand={<Brand />} isOld={(await searchParams)["token"] !== undefined} />;
}
