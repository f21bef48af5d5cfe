import { describe, expect, it } from "vitest";
import type { AssignmentRequestDto, AssignmentRequestState } from "@/features/assignment-requests/schema";
import { translatorFor } from "@/messages/translator";
import { requestLines } from "./request-words";

const person = (id: string, name: string) => ({ id, name, role: "agent" as const, avatarUrl: null });
const request = (given: Partial<AssignmentRequestDto>): AssignmentRequestDto => ({
  id: "one",
  ticketId: "ticket",
  number: 12,
  title: "It stands still",
  requestedBy: person("bea", "Bea"),
  assignee: person("bea", "Bea"),
  note: null,
  state: "pending",
  decidedBy: null,
  reason: null,
  requestedAt: "2026-11-20T09:00:00.000Z",
  decidedAt: null,
  ...given,
});
const decided = (state: AssignmentRequestState, reason: string | null = null) =>
  request({ state, reason, decidedBy: person("bo", "Bo"), decidedAt: "2026-11-20T10:00:00.000Z" });
const readable = (text: string): string => text.replace(/[\u2066-\u2069]/g, "");
const read = (language: "en" | "de", one: AssignmentRequestDto): string[] =>
  requestLines(translatorFor({ language, locale: language }), one).map(({ actor, sentence }) =>
    readable(`${actor ?? "nobody"} ${sentence}`),
  );

describe("a request in its ticket's history", () => {
  it.each<[AssignmentRequestDto, string[], string[]]>([
    [request({}), ["Bea asked for this ticket"], ["Bea hat um dieses Ticket gebeten"]],
    [
      request({ note: "I know it.", assignee: person("bo", "Bo") }),
      ["Bea asked to assign this to Bo: “I know it.”"],
      ["Bea hat gebeten, es Bo zuzuweisen: „I know it.“"],
    ],
    [
      decided("approved"),
      ["Bea asked for this ticket", "Bo approved the request of Bea"],
      ["Bea hat um dieses Ticket gebeten", "Bo hat der Anfrage von Bea zugestimmt"],
    ],
    [
      decided("declined", "Later."),
      ["Bea asked for this ticket", "Bo declined the request of Bea: “Later.”"],
      ["Bea hat um dieses Ticket gebeten", "Bo hat die Anfrage von Bea abgelehnt: „Later.“"],
    ],
    [
      { ...decided("withdrawn"), decidedBy: person("bea", "Bea") },
      ["Bea asked for this ticket", "Bea took the request for it back"],
      ["Bea hat um dieses Ticket gebeten", "Bea hat die Anfrage zurückgezogen"],
    ],
    // The change that made it needless stands in the history by itself.
    [decided("expired"), ["Bea asked for this ticket"], ["Bea hat um dieses Ticket gebeten"]],
  ])("%j", (one, english, german) => {
    expect(read("en", one)).toEqual(english);
    expect(read("de", one)).toEqual(german);
  });
});
