import type { Metadata } from "next";
import { ConfirmAddress } from "@/features/addresses/ui/confirm-address";
import { pageTranslate } from "@/server/pages/speech";
import { Brand } from "../../brand";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("addresses.confirm.title"), referrer: "no-referrer" };
}

/** Where an added address is confirmed. The token stands in the fragment. */
export default function ConfirmAddressPage() {
  return <ConfirmAddress brand={<Brand />} />;
}
