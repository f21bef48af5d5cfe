import { beforeAll, beforeEach, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { signOut } from "@/features/sessions/server/write-sign-in";
import type { TicketDto } from "@/features/tickets/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { pool } from "@/server/database/database";
import { forgetLimits } from "@/server/rate-limits/limits";
import type { Actor } from "@/shared/roles";
import { setUpAccounts } from "@/testing/accounts";
import { makeAccessToken, makeTeam } from "@/testing/factories";
import { GET } from "./route";

const accounts = setUpAccounts();
let admin: Actor;
let outsider: Actor;
let requester: Actor;
let sealed: TicketDto;

beforeAll(async () => {
  admin = await accounts.makeActor({ role: "admin", name: "Ada" });
  outsider = await accounts.makeActor({ role: "agent", name: "Otto" });
  requester = await accounts.makeActor({ name: "+Rita" });
  const team = await makeTeam(accounts.organisation, { name: "Sealed", isPrivate: true });
  sealed = await file(requester, '=HYPERLINK("http://evil.example")');
  await updateTicket(admin, { ticket: sealed.id, teamId: team.id, tags: ["hush"] });
  await addComment(admin, { ticket: sealed.id, body: "For staff alone.", internal: true });
});
beforeEach(forgetLimits);

async function file(by: Actor, title: string): Promise<TicketDto> {
  return await createTicket(by, { title, description: "As it says, really." });
}

async function ask(as: Actor, query = "", language = "en"): Promise<Response> {
  const headers = {
    host: "localhost:3003",
    authorization: `Bearer ${await makeAccessToken(as)}`,
    "accept-language": language,
  };
  const url = `http://localhost:3003/api/tickets/export.csv${query}`;
  return await GET(new Request(url, { headers }), { params: Promise.resolve({}) });
}

async function linesOf(response: Response): Promise<string[]> {
  return Buffer.from(await response.arrayBuffer())
    .toString()
    .replace("\ufeff", "")
    .split("\r\n")
    .slice(0, -1);
}

it("has what its caller may see, as they may see it, and no formula", async () => {
  const response = await ask(admin);
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(response.headers.get("content-disposition")).toContain("tickets.csv");
  const bytes = Buffer.from(await response.clone().arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [head, row, ...more] = await linesOf(response);
  expect(more).toEqual([]);
  expect(head).toMatch(/^Number,Title,Status,Priority,Category,Team,Tags,Requester,/);
  expect(row).toContain(
    `${sealed.number},"'=HYPERLINK(""http://evil.example"")",open,medium,other,Sealed,hush,'+Rita,`,
  );
  expect(row).toMatch(/@.*,1,0$/);
  expect(await linesOf(await ask(outsider))).toHaveLength(1);
  const [, own] = await linesOf(await ask(requester));
  expect(own).toContain("open,medium,other,,,'+Rita,");
  expect(own).toMatch(/,0,0$/);
  expect((await linesOf(await ask(admin, "", "de")))[0]).toMatch(/^Nummer,Titel,Status,Priorität,/);
});

it("has all tickets of the list with its filters, in its order, however many pages that is", async () => {
  const first = await file(requester, "One of very many");
  await pool().query(
    `WITH made AS (
       INSERT INTO tickets SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', 1000 + n))).*
       FROM tickets t, generate_series(1, 250) AS n WHERE t.id = $1 RETURNING id)
     INSERT INTO ticket_texts (ticket_id, description) SELECT id, 'As the others.' FROM made`,
    [first.id],
  );
  const numbers = (lines: string[]): number[] => lines.slice(1).map((line) => Number(line.split(",")[0]));
  const down = numbers(await linesOf(await ask(outsider)));
  expect(down).toEqual([...Array.from({ length: 250 }, (_, at) => 1250 - at), first.number]);
  const up = numbers(await linesOf(await ask(outsider, "?sort=number&status=open&category=other")));
  expect(up).toEqual([...down].reverse());
  expect(await linesOf(await ask(outsider, "?status=closed"))).toHaveLength(1);
  expect((await ask(outsider, "?status=nothing")).status).toBe(422);
});

it("reads on only while somebody receives it, and breaks off when the session ends", async () => {
  const left = (await ask(outsider)).body?.getReader();
  await left?.read();
  await left?.cancel();
  expect(await left?.read()).toEqual({ done: true, value: undefined });

  const person = await accounts.makeActor({ role: "agent" });
  const reader = (await ask(person)).body?.getReader();
  expect((await reader?.read())?.done).toBe(false);
  expect((await reader?.read())?.done).toBe(false);
  await signOut(person.sessionId);
  const rest = async (): Promise<void> => {
    while (!(await reader?.read())?.done) {
      // What was read ahead.
    }
  };
  await expect(rest()).rejects.toMatchObject({ code: "unauthorized" });
});

it("is refused to who asks too often", async () => {
  const person = await accounts.makeActor({ role: "agent" });
  for (let count = 0; count < 60; count += 1) {
    expect((await ask(person, "?status=closed")).status).toBe(200);
  }
  expect((await ask(person)).status).toBe(429);
});
