import { VARIABLES, variableValue, type VariableName } from "@/features/canned-replies/fields";
import type { Translate } from "@/messages/translation";
import { findVariables } from "@/ui/text/variables";

const WORDS = {
  "requester.firstName": "cannedReplies.variable.requesterFirstName",
  "requester.name": "cannedReplies.variable.requesterName",
  "ticket.number": "cannedReplies.variable.ticketNumber",
  "ticket.title": "cannedReplies.variable.ticketTitle",
  "ticket.team": "cannedReplies.variable.ticketTeam",
  "assignee.firstName": "cannedReplies.variable.assigneeFirstName",
  "assignee.name": "cannedReplies.variable.assigneeName",
  "agent.firstName": "cannedReplies.variable.agentFirstName",
  "agent.name": "cannedReplies.variable.agentName",
} as const satisfies Record<VariableName, string>;

/** What a variable stands for, in words. */
export function variableWord(t: Translate, name: VariableName): string {
  return t(WORDS[name]);
}

/** The variables that still stand in a text, as they are written; in code they belong to other programs. */
export function unfilledIn(text: string): string[] {
  if (!text.includes("{{")) {
    return [];
  }
  const unfilled = findVariables(text).filter(
    ({ name, isCode }) => !isCode && VARIABLES.some((one) => one === name),
  );
  return [...new Set(unfilled.map(({ source }) => source))];
}

/** Values for a preview, where there is no ticket. */
export function sampleValue(t: Translate, agent: string, name: string): string | null | undefined {
  const person = (of: string) => ({ id: "", name: of, role: "user" as const, avatarUrl: null });
  return variableValue(name, {
    agent: { name: agent },
    ticket: {
      number: 1742,
      title: t("cannedReplies.sample.title"),
      team: { id: "", name: t("cannedReplies.sample.team"), isPrivate: false },
      requester: person(t("cannedReplies.sample.requester")),
      assignee: person(t("cannedReplies.sample.assignee")),
    },
  });
}
