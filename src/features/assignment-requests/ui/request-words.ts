import type { AssignmentRequestDto } from "@/features/assignment-requests/schema";
import { isolate } from "@/messages/isolate";
import type { Translate } from "@/messages/translation";

/** A line of a ticket's history: who did it, when, and a sentence that follows the name. */
export interface RequestLine {
  key: string;
  at: string;
  actor: string | null;
  sentence: string;
}

/** What a request adds to its ticket's history: that it was made, and what was decided and why. A change that made it needless stands there by itself. */
export function requestLines(t: Translate, request: AssignmentRequestDto): RequestLine[] {
  const { id, requestedAt, requestedBy, decidedAt, decidedBy } = request;
  const decided = decidedSentence(t, request);
  return [
    {
      key: `asked ${id}`,
      at: requestedAt,
      actor: requestedBy.name,
      sentence: askedSentence(t, request),
    },
    ...(decided !== null && decidedAt !== null
      ? [{ key: `decided ${id}`, at: decidedAt, actor: decidedBy?.name ?? null, sentence: decided }]
      : []),
  ];
}

function askedSentence(t: Translate, { requestedBy, assignee, note }: AssignmentRequestDto): string {
  const values = { name: isolate(assignee.name), note: isolate(note ?? "") };
  if (requestedBy.id === assignee.id) {
    return note === null
      ? t("assignmentRequests.history.askedForSelf")
      : t("assignmentRequests.history.askedForSelfNote", { note: values.note });
  }
  return note === null
    ? t("assignmentRequests.history.askedForOther", { name: values.name })
    : t("assignmentRequests.history.askedForOtherNote", values);
}

function decidedSentence(t: Translate, { state, requestedBy, reason }: AssignmentRequestDto): string | null {
  const name = isolate(requestedBy.name);
  switch (state) {
    case "approved":
    case "declined":
      return reason === null
        ? t(`assignmentRequests.history.${state}`, { name })
        : t(`assignmentRequests.history.${state}Reason`, { name, reason: isolate(reason) });
    case "withdrawn":
      return t("assignmentRequests.history.withdrawn");
    default:
      return null;
  }
}
