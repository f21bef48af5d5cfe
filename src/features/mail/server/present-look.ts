import { accentTokens } from "@/shared/colour/accent";
import { hexOf } from "@/shared/colour/oklch";
import type { Message } from "@/server/smtp/hand-over";
import { LOGO_CID, type PresentedLook } from "./present-layout";
import type { MailLook } from "@/features/organisations/server/read-logo";

const PRODUCT: Omit<PresentedLook, "hasLogo"> = { accent: "#4f46e5", darkAccent: "#a5b4fc" };

/** How an organisation looks in a mail; without a logo where its bytes could not be read. */
export function presentMailLook({ accent }: Pick<MailLook, "accent">, hasLogo: boolean): PresentedLook {
  return accent === null
    ? { ...PRODUCT, hasLogo }
    : { hasLogo, accent, darkAccent: hexOf(accentTokens(accent).dark["accent-ink"]) };
}

/** The logo as a mail carries it; nothing without one. */
export function picturesOf(logo: Buffer | null): Pick<Message, "pictures"> {
  return logo === null ? {} : { pictures: [{ cid: LOGO_CID, contentType: "image/png", content: logo }] };
}
