import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createTicketSchema, listTicketsSchema } from "@/features/tickets/schema";
import { LIMITS } from "@/shared/limits";
import type { Actor, Role } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { listTickets } from "@/features/tickets/server/list/read";
import { createTicket } from "@/features/tickets/server/write-create";
import { readTicketNumber } from "./read-text";

setUpDatabase();

const actors = new Map<Role, Actor>();

beforeAll(async () => {
  const organisation = await makeOrganisation();
  for (const role of ["user", "agent", "admin"] satisfies Role[]) {
    actors.set(role, await makeActor(organisation, { role }));
  }
  for (const title of [
    "A cable of 5′ is missing",
    "Printer “Otto” prints nothing",
    "C:\\temp is full",
    "o'brien @100%",
  ]) {
    await file(title);
  }
});

function actor(role: Role): Actor {
  const found = actors.get(role);
  if (!found) {
    throw new Error(`no ${role} was made`);
  }
  return found;
}

async function file(title: string): Promise<string> {
  const input = createTicketSchema.parse({ title, description: "Nothing that is looked for." });
  return (await createTicket(actor("user"), input, null)).id;
}

async function find(q: string, role: Role = "admin"): Promise<{ id: string; title: string }[]> {
  return (await listTickets(actor(role), listTicketsSchema.parse({ q, limit: 100 }))).items;
}

const titles = async (q: string) => (await find(q)).map(({ title }) => title).sort();

/** Characters that are operators for PostgreSQL, or become such when accents are removed. */
const NASTY = [
  ..."'\"\\%_:*|&!()<>-@#.,;/+′″‵＇＂＼％＿：＊｜＆！（）＜＞‘’‚“”„«»‹›ʼˈ´`¨^~˜ ½…№①㍿ﬁßµ\u0301\u200b\u202e\t",
];
const PROBES = ["printer", "otto", "missing", "qqqqxxx", "a", "5", "😀", "日本"];
const nastyText = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.constantFrom(...PROBES), fc.string({ unit: "grapheme" })), {
    maxLength: 60,
  })
  .map((parts) => [...parts.join("")].slice(0, 100).join("").trim())
  .filter((text) => text.length <= LIMITS.queryMax && !/\0|\p{Surrogate}/u.test(text));

describe("a search for any text", () => {
  it("finds texts that hold it, with any kind of quotes", async () => {
    expect(await titles("5′ cable")).toEqual(["A cable of 5′ is missing"]);
    expect(await titles("5' cable")).toEqual(["A cable of 5′ is missing"]);
    expect(await titles("“otto”")).toEqual(["Printer “Otto” prints nothing"]);
    expect(await titles("“otto prints”")).toEqual(["Printer “Otto” prints nothing"]);
    expect(await titles("“prints otto”")).toEqual([]);
    expect(await titles("C:\\te")).toEqual(["C:\\temp is full"]);
    expect(await titles("o'br")).toEqual(["o'brien @100%"]);
  });

  it("takes no operator out of it", async () => {
    for (const text of [
      "qqqqxxx′|′printer",
      "qqqqxxx′:*|′printer",
      "′!qqqqxxx",
      "qqqqxxx＇|＇otto",
      "x′&!′qqqqxxx",
      "(qqqqxxx′)|(′otto",
    ]) {
      expect(await titles(text)).toEqual([]);
    }
  });

  it("has no number of a ticket where it goes on as another number", () => {
    expect(["#½", "#1⅓", "#1.5", "ticket 1.5", "# １⁄２"].map(readTicketNumber)).toEqual(Array(5).fill(null));
    expect(["#1.", "#1. Also", "ticket 1, and", "#１"].map(readTicketNumber)).toEqual(Array(4).fill(1));
  });

  it("never fails, and finds nothing without each of its words", async () => {
    await fc.assert(
      fc.asyncProperty(nastyText, fc.constantFrom("user", "agent", "admin" as const), async (text, role) => {
        await find(text, role);
        const withOther = `${[...text].slice(0, 80).join("")} zzqxjkvw`;
        // A ticket's number is found whatever stands beside it.
        fc.pre(readTicketNumber(withOther) === null);
        // Words beyond the eighth are ignored.
        fc.pre((withOther.match(/\S+/g)?.length ?? 0) <= 8 && !/["“”„‟″]/.test(withOther));
        expect(await find(withOther, role)).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it("of many words, quotes or parts is answered like any other", async () => {
    const long = ['"', "'", ":*", "|", "a ", "a-", "%", "′", "㍿", "ﷺ", "\\", '"a ', "1 ", "<a>", "p"].map(
      (part) => part.repeat(LIMITS.queryMax).slice(0, LIMITS.queryMax).trim(),
    );
    for (const text of long) {
      expect(Array.isArray(await find(text))).toBe(true);
    }
  });

  it("that is any word of a title finds the ticket", async () => {
    const word = fc
      .array(
        fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(...NASTY.filter((one) => !/\s/.test(one)))),
        {
          minLength: 1,
          maxLength: 8,
        },
      )
      .map((parts) => parts.join("").replace(/[\s\p{C}]/gu, ""))
      .filter((text) => /[a-z0-9]/i.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 2, maxLength: 5 }), async (words) => {
        const title = `Title ${words.join(" ")}`;
        fc.pre(createTicketSchema.shape.title.safeParse(title).success);
        const id = await file(title);
        for (const one of title.trim().split(/\s+/)) {
          expect((await find(one)).map((ticket) => ticket.id)).toContain(id);
        }
      }),
      { numRuns: 60 },
    );
  });
});
