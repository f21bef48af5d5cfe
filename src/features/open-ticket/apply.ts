import type { AttachmentDto } from "@/features/attachments/schema";
import type { CommentDto } from "@/features/comments/schema";
import { isCut, mergeTicket } from "@/features/tickets/apply";
import type { TicketDto } from "@/features/tickets/schema";
import { ANONYMISED } from "@/shared/protocol/anonymised";
import { isStaffRole } from "@/shared/roles";
import type { VersionedEvent } from "@/shared/protocol/protocol";

/** The conversation of an open ticket, as one audience sees it; `version` is the last event that was applied. */
export interface Conversation {
  /** Oldest first, without deleted ones. */
  comments: CommentDto[];
  attachments: AttachmentDto[];
  /** The start of the loaded part, if older parts are not loaded: an older item is not inserted, as those between are missing. */
  earlier?: { from: string } | null;
  version: number;
  /** The event that made `version`: its derived events carry the same version and are applied after it. */
  lastEventId: string | null;
}

/** Whether a merge, or its undoing, changed whose messages this conversation shows: it has to be fetched again. */
export function isMergeChange(event: TicketEvent): boolean {
  const { changes } = event;
  return (
    event.name === "ticket:updated" &&
    (changes?.mergedAt ?? changes?.mergedInto ?? changes?.mergedTicket) !== undefined
  );
}

/** An open ticket with its conversation. A browser keeps the ticket itself in its store of tickets. */
export interface TicketState extends Conversation {
  ticket: TicketDto;
  isRemoved: boolean;
}

/** An event or derived event as it comes by socket. */
export type TicketEvent = VersionedEvent;

/** The result of applying an event: the new state, or a gap before it. */
export type Applied<State> = { kind: "applied" | "ignored"; state: State } | { kind: "gap" };

/**
 * The contract's rule: apply `version = mine + 1`, ignore what is older, and fill a gap. Derived events
 * follow their event with its version. Pure; the browser and the test of "old state + event = fresh fetch"
 * use the same function. Applying is idempotent: a snapshot may already contain an event's change.
 */
export function applyToConversation<State extends Conversation>(
  state: State,
  event: TicketEvent,
): Applied<State> {
  const follows = event.version === state.version && event.eventId === state.lastEventId;
  if (!follows && event.version <= state.version) {
    return { kind: "ignored", state };
  }
  // A derived event carries the row alone: taken for its event, it would hide that a comment is missing.
  if (!follows && (event.version > state.version + 1 || event.name === "ticket:activity")) {
    return { kind: "gap" };
  }
  return {
    kind: "applied",
    state: { ...state, ...change(state, event), version: event.version, lastEventId: event.eventId },
  };
}

/** As `applyToConversation`, with the ticket itself beside its conversation. */
export function applyEvent(state: TicketState, event: TicketEvent): Applied<TicketState> {
  const applied = applyToConversation(state, event);
  if (applied.kind !== "applied") {
    return applied;
  }
  const { ticket } = event;
  const isRemoved =
    event.name === "ticket:deleted" ||
    // A restored ticket comes as an update.
    (state.isRemoved && !(ticket && (event.name === "ticket:created" || event.name === "ticket:updated")));
  return {
    kind: "applied",
    state: { ...applied.state, ticket: ticket ? mergeTicket(state.ticket, ticket) : state.ticket, isRemoved },
  };
}

function change(
  state: Conversation,
  event: TicketEvent,
): Partial<Pick<Conversation, "comments" | "attachments">> {
  switch (event.name) {
    case "ticket:updated":
      if (event.changes?.anonymisedAt && event.ticket) {
        return anonymised(state, event.ticket.requester);
      }
      return event.merged ? withAuthor(state, event.merged) : {};
    case "comment:added":
    case "comment:updated":
      return event.comment ? { comments: putComment(state, event.comment) } : {};
    case "comment:deleted":
      return event.comment ? withoutComment(state, event.comment.id) : {};
    case "attachment:added":
      return event.attachment ? putAttachment(state, event.attachment) : {};
    case "attachment:deleted":
      return event.attachment ? withoutAttachment(state, event.attachment.id) : {};
    default:
      return {};
  }
}

/** What one account wrote and uploaded is another's of the same person. */
function withAuthor(
  { comments, attachments }: Conversation,
  { fromId, to }: NonNullable<TicketEvent["merged"]>,
): Pick<Conversation, "comments" | "attachments"> {
  const file = (one: AttachmentDto): AttachmentDto =>
    one.uploader.id === fromId ? { ...one, uploader: to } : one;
  const comment = (one: CommentDto): CommentDto => ({
    ...one,
    author: one.author.id === fromId ? to : one.author,
    attachments: one.attachments.map(file),
  });
  const isTouched = ({ author, attachments: files }: CommentDto): boolean =>
    author.id === fromId || files.some(({ uploader }) => uploader.id === fromId);
  return {
    comments: comments.map((one) => (isTouched(one) ? comment(one) : one)),
    attachments: attachments.map(file),
  };
}

/** Fetches the fields that an event had to cut; null for what the person may not see any more. */
export interface WholeSource {
  ticket(id: string): Promise<TicketDto | null>;
  comment(id: string): Promise<CommentDto | null>;
}

/** Whether something has to be fetched before this event can be applied: fields of its ticket or comment are cut. */
export function isPartial(event: TicketEvent): boolean {
  return isCut(event, "ticket") || isCut(event, "comment");
}

/**
 * The event with its cut fields, fetched as they are now. A deleted entity comes as nothing: the event of its
 * deletion is under way.
 */
export async function completeEvent(event: TicketEvent, source: WholeSource): Promise<TicketEvent> {
  const { ticket, comment, cut = [], ...rest } = event;
  const cutParts = { ticket: isCut(event, "ticket"), comment: isCut(event, "comment") };
  const whole = {
    ticket: ticket && cutParts.ticket ? await source.ticket(ticket.id) : ticket,
    comment: comment && cutParts.comment ? await source.comment(comment.id) : comment,
  };
  const left = cut.filter((field) => !/^(ticket|comment)\./.test(field));
  return {
    ...rest,
    ...(whole.ticket ? { ticket: whole.ticket } : {}),
    ...(whole.comment === undefined ? {} : { comment: whole.comment }),
    ...(left.length > 0 ? { cut: left } : {}),
  };
}

/** Texts and files are gone, and who wrote from outside is nobody, as the requester is now. */
function anonymised(
  { comments }: Conversation,
  nobody: TicketDto["requester"],
): Pick<Conversation, "comments" | "attachments"> {
  return {
    comments: comments.map((one) => ({
      ...one,
      body: ANONYMISED,
      attachments: [],
      author: isStaffRole(one.author.role) ? one.author : nobody,
    })),
    attachments: [],
  };
}

function putComment({ comments, earlier }: Conversation, comment: CommentDto): CommentDto[] {
  if (earlier && comment.createdAt < earlier.from) {
    return comments;
  }
  if (comment.deletedAt !== null) {
    return comments.filter((one) => one.id !== comment.id);
  }
  const others = comments.filter((one) => one.id !== comment.id);
  return [...others, comment].sort((a, b) => compare(a.createdAt, b.createdAt) || compare(a.id, b.id));
}

/** The files of a deleted comment are deleted with it. */
function withoutComment(
  state: Conversation,
  commentId: string,
): Pick<Conversation, "comments" | "attachments"> {
  return {
    comments: state.comments.filter((one) => one.id !== commentId),
    attachments: state.attachments.filter((one) => one.commentId !== commentId),
  };
}

function putAttachment(
  state: Conversation,
  attachment: AttachmentDto,
): Pick<Conversation, "comments" | "attachments"> {
  if (attachment.deletedAt !== null) {
    return withoutAttachment(state, attachment.id);
  }
  const insert = (list: AttachmentDto[]): AttachmentDto[] =>
    [...list.filter((one) => one.id !== attachment.id), attachment].sort(
      (a, b) => compare(a.createdAt, b.createdAt) || compare(a.id, b.id),
    );
  return {
    attachments: insert(state.attachments),
    comments: state.comments.map((one) =>
      one.id === attachment.commentId ? { ...one, attachments: insert(one.attachments) } : one,
    ),
  };
}

function withoutAttachment(
  state: Conversation,
  attachmentId: string,
): Pick<Conversation, "comments" | "attachments"> {
  return {
    attachments: state.attachments.filter((one) => one.id !== attachmentId),
    comments: state.comments.map((one) =>
      one.attachments.some((file) => file.id === attachmentId)
        ? { ...one, attachments: one.attachments.filter((file) => file.id !== attachmentId) }
        : one,
    ),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
