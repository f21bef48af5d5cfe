import { expect } from "vitest";
import { z } from "zod";
import { DELETE, PUT } from "@/app/api/drafts/[place]/[kind]/route";
import { GET } from "@/app/api/drafts/route";
import { draftSchema, type DraftDto } from "@/features/drafts/schema";
import type { Actor } from "@/shared/roles";
import type { ApiAnswer } from "./http/client";
import { callRoute } from "./http/requests";

/** A text in a field: a reply by default. */
export interface DraftInput {
  place: string;
  kind?: string;
  text: string;
  revision?: number;
  minute?: number;
  more?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** PUT /api/drafts/{place}/{kind}, typed at that minute. */
export async function putDraftAs(as: Actor, input: DraftInput): Promise<ApiAnswer> {
  const { place, kind = "reply", text, revision = 0, minute = 0, more = {}, headers = {} } = input;
  return callRoute(PUT, {
    method: "PUT",
    path: `/api/drafts/${place}/${kind}`,
    as,
    params: { place, kind },
    headers,
    body: { text, revision, writtenAt: new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString(), ...more },
  });
}

/** The same, where it has to succeed. */
export async function keepDraftAs(as: Actor, input: DraftInput): Promise<DraftDto> {
  const answer = await putDraftAs(as, input);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return draftSchema.parse(answer.body);
}

/** GET /api/drafts of one place. */
export async function listDraftsAs(
  as: Actor,
  place: string,
  headers: Record<string, string> = {},
): Promise<DraftDto[]> {
  const { body } = await callRoute(GET, { as, path: `/api/drafts?place=${place}`, headers });
  return z.object({ items: z.array(draftSchema) }).parse(body).items;
}

/** DELETE /api/drafts/{place}/{kind}. */
export const removeDraftAs = (as: Actor, place: string, kind = "reply"): Promise<ApiAnswer> =>
  callRoute(DELETE, { method: "DELETE", path: `/api/drafts/${place}/${kind}`, as, params: { place, kind } });

/** What is done with drafts where most of it is about one ticket, which `ticketId` names once it is there. */
export function draftsOfTicket(ticketId: () => string) {
  type TicketDraftInput = Partial<DraftInput> & { text: string };
  return {
    put: (as: Actor, input: TicketDraftInput): Promise<ApiAnswer> =>
      putDraftAs(as, { place: ticketId(), ...input }),
    kept: (as: Actor, input: TicketDraftInput): Promise<DraftDto> =>
      keepDraftAs(as, { place: ticketId(), ...input }),
    list: (as: Actor, place = ticketId(), headers = {}): Promise<DraftDto[]> =>
      listDraftsAs(as, place, headers),
  };
}
