import type { LookDto } from "@/features/organisations/schema";
import { accentCss } from "@/shared/colour/accent";
import type { Brand } from "@/ui/shell/brand";

/** How an organisation looks, as pages are drawn with it. */
export function brandOf({ name, logoUrl, accent }: LookDto): Brand {
  return { name, logoUrl, css: accent === null ? "" : accentCss(accent) };
}
