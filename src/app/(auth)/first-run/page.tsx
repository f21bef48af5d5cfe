import type { Metadata } from "next";
import { FirstRunAccount } from "@/features/users/ui/link-account";
import { pageTranslate } from "@/server/pages/speech";
import { Brand } from "../brand";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.welcome"), referrer: "no-referrer" };
}

/** Creates the first admin of a new installation, for the person who has the link that its first start printed. */
export default async function FirstRunPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  return <FirstRunAccount brand={<Brand />} isOld={(await searchParams)["token"] !== undefined} />;
}
