import { beforeAll, beforeEach } from "vitest";
import { z } from "zod";
import { DELETE, GET, HEAD } from "@/app/api/attachments/[id]/route";
import { POST } from "@/app/api/tickets/[ticket]/attachments/route";
import { attachmentSchema, type AttachmentDto } from "@/features/attachments/schema";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "./database";
import { makeAccessToken, makeActor, makeOrganisation } from "./factories";
import { setUpFiles, uploadRequest, type FormPart, type UploadOptions, type TestFiles } from "./files";

/** One person of each kind around a ticket. */
export type DeskPeople = Record<"admin" | "agent" | "viewer" | "requester" | "unrelated" | "watcher", Actor>;

const answerSchema = z.object({ items: z.array(attachmentSchema) });

/** What an upload is tested with: the people around a ticket, and the folder for its files. */
export interface UploadDesk {
  readonly people: DeskPeople;
  readonly ticket: { id: string; number: number };
  files: TestFiles;
  /** Adds one file to the ticket; returns it as it was answered. */
  add(as: Actor, name: string, content: string | Uint8Array, ...fields: FormPart[]): Promise<AttachmentDto>;
}

/** A request for an attachment beside who asks: GET unless said. */
export interface AttachmentRequest {
  query?: string;
  headers?: Record<string, string>;
  method?: "GET" | "HEAD" | "DELETE";
  host?: string;
}

/** Gives the calling test file a database, a folder for files, the people of a desk and a watched ticket: one for all tests, or one `each`. */
export function setUpUploads(ticketFor: "all" | "each" = "all"): UploadDesk {
  setUpDatabase();
  const files = setUpFiles();
  let people: DeskPeople | null = null;
  let ticket = { id: "", number: 0 };
  const present = (): DeskPeople => {
    if (!people) {
      throw new Error("The people are there once the tests begin.");
    }
    return people;
  };
  beforeAll(async () => {
    people = await makeDeskPeople();
    ticket = await makeWatchedTicket(people);
  });
  beforeEach(async () => {
    if (ticketFor === "each") {
      ticket = await makeWatchedTicket(present());
    }
  });
  return {
    files,
    get people() {
      return present();
    },
    get ticket() {
      return ticket;
    },
    add: async (as, name, content, ...fields) => {
      const [item] = await addFiles({ as, ticket: ticket.id, parts: [filePart(name, content), ...fields] });
      if (!item) {
        throw new Error("Nothing was added.");
      }
      return item;
    },
  };
}

/** How a ticket counts its changes and its files. */
export async function countsOf({ id }: { id: string }): Promise<Record<string, number>> {
  const { rows } = await pool().query(
    "SELECT version, public_version, attachment_count, public_attachment_count FROM tickets WHERE id = $1",
    [id],
  );
  return rows[0] ?? {};
}

/** Makes an organisation with one person of each kind. */
async function makeDeskPeople(): Promise<DeskPeople> {
  const organisation = await makeOrganisation();
  return {
    admin: await makeActor(organisation, { role: "admin" }),
    agent: await makeActor(organisation, { role: "agent" }),
    viewer: await makeActor(organisation, { role: "viewer" }),
    requester: await makeActor(organisation),
    unrelated: await makeActor(organisation),
    watcher: await makeActor(organisation),
  };
}

/** Files a ticket of the requester, watched by the watcher. */
async function makeWatchedTicket(people: DeskPeople): Promise<{ id: string; number: number }> {
  const ticket = await createTicket(people.requester, {
    title: "The printer is on fire",
    description: "Please come and have a look at it.",
  });
  await setWatcher(people.agent, { ticket: ticket.id, personId: people.watcher.id, isWatching: true });
  return ticket;
}

/** A part with a file in it. */
export function filePart(name: string, content: string | Uint8Array = `about ${name}`): FormPart {
  return { name: "file", filename: name, content };
}

/** Uploads, and reads the answer whatever it is. */
export async function upload(options: UploadOptions): Promise<{ status: number; body: unknown }> {
  const response = await POST(await uploadRequest(options), {
    params: Promise.resolve({ ticket: options.ticket }),
  });
  return { status: response.status, body: await response.json() };
}

/** Uploads what has to be taken; returns the files as they were answered. */
export async function addFiles(options: UploadOptions): Promise<AttachmentDto[]> {
  const { status, body } = await upload(options);
  if (status !== 201) {
    throw new Error(`The upload was answered ${status}: ${JSON.stringify(body)}`);
  }
  return answerSchema.parse(body).items;
}

/** Calls the route of one attachment. The caller reads the bytes, or cancels them (`statusOf` does). */
export async function callAttachment(
  as: Actor | null,
  id: string,
  { query = "", headers: more, method = "GET", host = "localhost:3003" }: AttachmentRequest = {},
): Promise<Response> {
  const headers = new Headers({ host, ...more });
  if (as) {
    headers.set("authorization", `Bearer ${await makeAccessToken(as)}`);
  }
  const url = `http://localhost:3003/api/attachments/${id}${query}`;
  return await { GET, HEAD, DELETE }[method](new Request(url, { method, headers }), {
    params: Promise.resolve({ id }),
  });
}

/** The status alone; the body of an answer that nobody reads has to be cancelled. */
export async function statusOf(answer: Promise<Response>): Promise<number> {
  const response = await answer;
  await response.body?.cancel();
  return response.status;
}
