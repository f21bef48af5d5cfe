import { expect } from "vitest";
import { z } from "zod";
import { ticketSchema, type TicketDto } from "@/features/tickets/schema";
import type { Actor } from "@/shared/roles";
import type { TestDesk } from "@/testing/desk/setup";
import {
  makeActor,
  makeOrganisation,
  makeTeam,
  type MadeOrganisation,
  type MadeTeam,
} from "@/testing/factories";
import type { ApiAnswer, HttpClient } from "@/testing/http/client";

const WHO = ["admin", "agent", "member", "sealed", "viewer", "requester", "watcher", "unrelated"] as const;

/** A person of the cast: "member" is an agent of the open team, "sealed" one of the private team, "agent" one of no team. */
export type Who = (typeof WHO)[number];

/** An organisation with a person of each kind, an open and a private team, and an HTTP client for everybody. */
export interface Cast {
  organisation: MadeOrganisation;
  actors: Record<Who, Actor>;
  http: Record<Who, HttpClient>;
  open: MadeTeam;
  sealed: MadeTeam;
}

/** Makes a cast on a desk. */
export async function makeCast(desk: TestDesk): Promise<Cast> {
  const organisation = await makeOrganisation();
  const open = await makeTeam(organisation, { name: "Open team" });
  const sealed = await makeTeam(organisation, { name: "Sealed team", isPrivate: true });
  const actors: Record<Who, Actor> = {
    admin: await makeActor(organisation, { role: "admin" }),
    agent: await makeActor(organisation, { role: "agent" }),
    member: await makeActor(organisation, { role: "agent", teams: [open] }),
    sealed: await makeActor(organisation, { role: "agent", teams: [sealed] }),
    viewer: await makeActor(organisation, { role: "viewer" }),
    requester: await makeActor(organisation),
    watcher: await makeActor(organisation),
    unrelated: await makeActor(organisation),
  };
  const clients: [Who, HttpClient][] = [];
  for (const who of WHO) {
    clients.push([who, await desk.http(actors[who])]);
  }
  const [admin, agent, member, sealedOne, viewer, requester, watcher, unrelated] = clients.map(
    ([, client]) => client,
  );
  if (!admin || !agent || !member || !sealedOne || !viewer || !requester || !watcher || !unrelated) {
    throw new Error("somebody is missing");
  }
  return {
    organisation,
    actors,
    http: { admin, agent, member, sealed: sealedOne, viewer, requester, watcher, unrelated },
    open,
    sealed,
  };
}

/** Files a ticket, by default with nothing but what is needed. */
export async function fileTicket(
  http: HttpClient,
  overrides: Record<string, unknown> = {},
): Promise<TicketDto> {
  const answer = await http.send("POST", "/api/tickets", {
    title: "The printer is on fire",
    description: "Smoke comes out of the paper tray.",
    ...overrides,
  });
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 201 });
  return ticketSchema.parse(answer.body);
}

/** Changes a ticket, which has to succeed. */
export async function patchTicket(
  http: HttpClient,
  ticketId: string,
  body: Record<string, unknown>,
): Promise<TicketDto> {
  const answer = await http.send("PATCH", `/api/tickets/${ticketId}`, body);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return ticketSchema.parse(answer.body);
}

/** Fetches a ticket as this person sees it. */
export async function readTicket(http: HttpClient, ticketId: string): Promise<TicketDto> {
  return ticketSchema.parse(await http.get(`/api/tickets/${ticketId}`));
}

/** Comments, which has to succeed; returns the comment's id. */
export async function comment(
  http: HttpClient,
  ticketId: string,
  overrides: Record<string, unknown> = {},
): Promise<string> {
  const answer = await http.send("POST", `/api/tickets/${ticketId}/comments`, {
    body: "Some words.",
    ...overrides,
  });
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 201 });
  return z.object({ id: z.string() }).parse(answer.body).id;
}

const problemSchema = z.looseObject({
  type: z.string().min(1),
  title: z.string().min(1),
  status: z.number(),
  code: z.string().min(1),
  detail: z.string().min(1),
  requestId: z.string().min(1),
  errors: z.array(z.object({ path: z.string(), message: z.string().min(1) })).optional(),
});

/** Asserts that an answer is a problem document as the contract has it, of this status and code, and returns it. */
export function expectProblem(
  answer: ApiAnswer,
  status: number,
  code: string,
  path?: string,
): z.infer<typeof problemSchema> {
  expect(`${answer.status} ${answer.headers.get("content-type")}`, JSON.stringify(answer.body)).toMatch(
    new RegExp(`^${status} application/problem\\+json`),
  );
  const problem = problemSchema.parse(answer.body);
  expect(problem).toMatchObject({ status, code });
  expect(answer.headers.get("x-request-id")).toBe(problem.requestId);
  if (path !== undefined) {
    expect(problem.errors?.map((error) => error.path)).toContain(path);
  }
  return problem;
}
