import type { TicketDto } from "@/features/tickets/schema";
import type { PersonDto } from "@/features/users/schema";

const RITA: PersonDto = { id: "rita", name: "Rita Requester", role: "user", avatarUrl: null };
const LONG_AGO = new Date(0).toISOString();

/** A ticket as the API gives it, for tests of what shows it: new, in no team, and otherwise as given. */
export function ticketDto(overrides: Partial<TicketDto> = {}): TicketDto {
  return {
    id: "t",
    number: 7,
    version: 1,
    title: "The projector is green",
    description: "All of it.",
    status: "open",
    priority: "medium",
    category: "hardware",
    team: null,
    tags: [],
    requester: RITA,
    assignee: null,
    commentCount: 0,
    attachmentCount: 0,
    createdAt: LONG_AGO,
    updatedAt: LONG_AGO,
    dueAt: null,
    firstResponseAt: null,
    seenAt: null,
    resolvedAt: null,
    closedAt: null,
    archivedAt: null,
    anonymisedAt: null,
    mergedAt: null,
    ...overrides,
  };
}
