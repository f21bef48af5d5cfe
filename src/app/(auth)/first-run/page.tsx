import type { Metadata } from "next";
import { FirstRunAccount } from "@/features/users/ui/link-account";
import { Brand } from "../brand";

export const metadata: Metadata = { title: "Welcome", referrer: "no-referrer" };

/** Makes the first admin of a new installation, for whoever holds the link that its start printed. */
export default async function FirstRunPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  return <FirstRunAccount brand={<Brand />} isOld={(await searchParams)["token"] !== undefined} />;
}
