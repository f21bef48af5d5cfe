import { canChangeOwn, canComment, canNote, type TicketFacts } from "@/features/tickets/policy";
import type { Actor } from "@/shared/roles";

/** Types that are recognised by their bytes at the upload: pictures that a browser shows and that cannot carry a script. */
const SHOWN = new Set(["image/png", "image/apng", "image/jpeg", "image/gif", "image/webp", "image/avif"]);

/** People who may comment may add public files; people who may write notes may add internal ones. */
export function canAttach(actor: Actor, ticket: TicketFacts, internal: boolean): boolean {
  return internal ? canNote(actor, ticket) : canComment(actor, ticket);
}

/** The uploader may delete their own file, an admin any file. */
export function canDeleteAttachment(
  actor: Actor,
  ticket: TicketFacts,
  file: { uploaderId: string; internal: boolean },
): boolean {
  return canChangeOwn(actor, ticket, { ownerId: file.uploaderId, internal: file.internal });
}

/** Whether a file of this type may be shown inside the page; every other one is a download. */
export function canShowInline(contentType: string): boolean {
  return SHOWN.has(contentType);
}
