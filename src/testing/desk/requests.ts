import { beforeAll, beforeEach, expect } from "vitest";
import { z } from "zod";
import {
  assignmentRequestListSchema,
  assignmentRequestPageSchema,
  assignmentRequestSchema,
  type AssignmentRequestDto,
  type AssignmentRequestList,
} from "@/features/assignment-requests/schema";
import { ticketSchema, type TicketDto } from "@/features/tickets/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import type { Actor } from "@/shared/roles";
import { makeActor, makeOrganisation, makeTeam, type MadeOrganisation, type MadeTeam } from "../factories";
import type { ApiAnswer } from "../http/client";
import type { TestDesk } from "./setup";

/** Agents in and outside a team, and a ticket of that team, new for each test. */
export interface RequestCast {
  organisation: MadeOrganisation;
  front: MadeTeam;
  sealed: MadeTeam;
  admin: Actor;
  asker: Actor;
  outsider: Actor;
  members: readonly [Actor, Actor];
  sealedMember: Actor;
  requester: Actor;
  ticketId: string;
}

/** A desk where agents ask over HTTP for the ticket of another team. */
export interface RequestDesk {
  cast(): RequestCast;
  send(
    who: Actor,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<ApiAnswer>;
  /** Asks, by default for oneself. */
  ask(who: Actor, body?: unknown, headers?: Record<string, string>): Promise<ApiAnswer>;
  /** The same, where it must be answered with the request. */
  asked(who: Actor, body?: unknown): Promise<AssignmentRequestDto>;
  decide(who: Actor, id: string, how: string, body?: unknown): Promise<ApiAnswer>;
  /** Changes the ticket. */
  patch(who: Actor, body: unknown): Promise<void>;
  /** A request's state, and the id of who decided it. */
  stateOf(id: string): Promise<[string | undefined, string | null]>;
  ofTicket(who: Actor): Promise<AssignmentRequestDto[]>;
  listOf(who: Actor, query?: string): Promise<AssignmentRequestList>;
  ticketOf(who: Actor): Promise<TicketDto>;
}

/** Makes such an organisation for the calling test file, on the desk that it has set up before. */
export function setUpRequestDesk(desk: TestDesk): RequestDesk {
  let made: RequestCast | null = null;
  const cast = (): RequestCast => {
    if (!made) {
      throw new Error("nobody is there yet");
    }
    return made;
  };
  beforeAll(async () => {
    made = await makeRequestCast();
  });
  beforeEach(async () => {
    cast().ticketId = await fileFor(cast());
  });
  const send: RequestDesk["send"] = async (who, method, path, body, headers = {}) =>
    (await desk.http(who)).send(method, path, body, headers);
  const ofTicketPath = (): string => `/api/tickets/${cast().ticketId}/assignment-requests`;
  const ask: RequestDesk["ask"] = (who, body = { assigneeId: who.id }, headers = {}) =>
    send(who, "POST", ofTicketPath(), body, headers);
  const ofTicket: RequestDesk["ofTicket"] = async (who) =>
    assignmentRequestPageSchema.parse((await send(who, "GET", ofTicketPath())).body).items;
  return {
    cast,
    send,
    ask,
    ofTicket,
    asked: async (who, body) => {
      const answer = await ask(who, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return assignmentRequestSchema.parse(answer.body);
    },
    decide: (who, id, how, body = {}) => send(who, "POST", `/api/assignment-requests/${id}/${how}`, body),
    patch: async (who, body) => {
      const answer = await send(who, "PATCH", `/api/tickets/${cast().ticketId}`, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    },
    stateOf: async (id) => {
      const one = (await ofTicket(cast().admin)).find((request) => request.id === id);
      return [one?.state, one?.decidedBy?.id ?? null];
    },
    listOf: async (who, query = "") =>
      assignmentRequestListSchema.parse((await send(who, "GET", `/api/assignment-requests${query}`)).body),
    ticketOf: async (who) =>
      ticketSchema.parse((await send(who, "GET", `/api/tickets/${cast().ticketId}`)).body),
  };
}

/** An answer's status and code. */
export function codeOf(answer: Pick<ApiAnswer, "status" | "body">): [number, string | undefined] {
  return [answer.status, z.object({ code: z.string() }).safeParse(answer.body).data?.code];
}

async function makeRequestCast(): Promise<RequestCast> {
  const organisation = await makeOrganisation();
  const front = await makeTeam(organisation, { name: "Front" });
  const sealed = await makeTeam(organisation, { name: "Sealed", isPrivate: true });
  const agent = (name: string, teams: readonly MadeTeam[] = []): Promise<Actor> =>
    makeActor(organisation, { role: "agent", name, teams });
  return {
    organisation,
    front,
    sealed,
    admin: await makeActor(organisation, { role: "admin" }),
    asker: await agent("Alma"),
    outsider: await agent("Dora"),
    members: [await agent("Bo", [front]), await agent("Cleo", [front])],
    sealedMember: await agent("Ela", [sealed]),
    requester: await makeActor(organisation),
    ticketId: "",
  };
}

async function fileFor({ admin, requester, front }: RequestCast): Promise<string> {
  const { id } = await createTicket(admin, {
    title: "The printer is on fire",
    description: "It smokes and it smells.",
    requesterId: requester.id,
    teamId: front.id,
  });
  return id;
}
