import type { Metadata } from "next";
import { InvitationAccount } from "@/features/users/ui/link-account";
import { Brand } from "../brand";

export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer" };

/** Where an invited person chooses their password. The token stands in the fragment, which only the browser reads. */
export default async function InvitationPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  return <InvitationAccount brand={<Brand />} isOld={(await searchParams)["token"] !== undefined} />;
}
