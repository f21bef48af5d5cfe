import { z } from "zod";
import { attachmentSchema, type AttachmentDto } from "@/features/attachments/schema";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { createTicket } from "@/features/tickets/server/write-create";
import type { RouteHandler } from "@/server/api/route";
import type { Actor } from "@/shared/roles";
import { makeAccessToken, makeActor, makeOrganisation } from "./factories";
import { uploadRequest, type FormPart, type GivenUpload } from "./files";

/** One person of each kind around a ticket. */
export type DeskPeople = Record<"admin" | "agent" | "viewer" | "requester" | "stranger" | "watcher", Actor>;

const answerSchema = z.object({ items: z.array(attachmentSchema) });

/** Makes an organisation with one person of each kind. */
export async function makeDeskPeople(): Promise<DeskPeople> {
  const organisation = await makeOrganisation();
  return {
    admin: await makeActor(organisation, { role: "admin" }),
    agent: await makeActor(organisation, { role: "agent" }),
    viewer: await makeActor(organisation, { role: "viewer" }),
    requester: await makeActor(organisation),
    stranger: await makeActor(organisation),
    watcher: await makeActor(organisation),
  };
}

/** Files a ticket of the requester, watched by the watcher. */
export async function makeWatchedTicket(people: DeskPeople): Promise<{ id: string; number: number }> {
  const ticket = await createTicket(people.requester, {
    title: "The printer is on fire",
    description: "Please come and have a look at it.",
  });
  await setWatcher(people.agent, ticket.id, { personId: people.watcher.id, isWatching: true });
  return ticket;
}

/** A part with a file in it. */
export function filePart(name: string, content: string | Uint8Array = `about ${name}`): FormPart {
  return { name: "file", filename: name, content };
}

/** Uploads, and reads the answer whatever it is. */
export async function upload(
  post: RouteHandler,
  given: GivenUpload,
): Promise<{ status: number; body: unknown }> {
  const response = await post(await uploadRequest(given), {
    params: Promise.resolve({ ticket: given.ticket }),
  });
  return { status: response.status, body: await response.json() };
}

/** Uploads what has to be taken; returns the files as they were answered. */
export async function addFiles(post: RouteHandler, given: GivenUpload): Promise<AttachmentDto[]> {
  const { status, body } = await upload(post, given);
  if (status !== 201) {
    throw new Error(`The upload was answered ${status}: ${JSON.stringify(body)}`);
  }
  return answerSchema.parse(body).items;
}

/** Calls the route of one attachment. The caller reads the bytes, or cancels them (`statusOf` does). */
export async function callAttachment(
  handler: RouteHandler,
  id: string,
  given: {
    as: Actor | null;
    query?: string;
    headers?: Record<string, string>;
    method?: string;
    host?: string;
  },
): Promise<Response> {
  const headers = new Headers({ host: given.host ?? "localhost:3003", ...given.headers });
  if (given.as) {
    headers.set("authorization", `Bearer ${await makeAccessToken(given.as)}`);
  }
  const url = `http://localhost:3003/api/attachments/${id}${given.query ?? ""}`;
  return await handler(new Request(url, { method: given.method ?? "GET", headers }), {
    params: Promise.resolve({ id }),
  });
}

/** The status alone; an answer whose bytes nobody takes has to be told so. */
export async function statusOf(answer: Promise<Response>): Promise<number> {
  const response = await answer;
  await response.body?.cancel();
  return response.status;
}
