import { escapeHtml } from "./html";
import type { SafeLink } from "./links";

/** The beginning of a link's element. */
export function openLink({ href, isElsewhere }: SafeLink): string {
  const target = isElsewhere ? ' target="_blank"' : "";
  return `<a href="${escapeHtml(href)}" rel="noopener noreferrer nofollow"${target}><bdi>`;
}

/** Its end, with the destination where the text does not show it. */
export function closeLink({ destination }: SafeLink): string {
  return destination === null
    ? "</bdi></a>"
    : `</bdi></a> <bdi class="prose-destination">(${escapeHtml(destination)})</bdi>`;
}
