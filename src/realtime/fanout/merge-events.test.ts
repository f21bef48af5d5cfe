import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { TicketDto } from "@/features/tickets/schema";
import { MergingDesk } from "@/testing/desk/merged-tickets";
import { NotificationDesk, type Name } from "@/testing/desk/notifications";
import { setUpDesk } from "@/testing/desk/setup";
import { setUpFiles } from "@/testing/files";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const server = setUpDesk();
setUpFiles();
const people = NotificationDesk.setUp();
const desk = new MergingDesk(server, people);
const idSchema = z.looseObject({ id: z.string() });
const filesSchema = z.object({ items: z.array(idSchema) });

type Step =
  | { do: "merge" | "unmerge" }
  | { do: "say"; by: "rosa" | "otto" | "alma"; note: boolean }
  | { do: "attach"; by: "rosa" | "otto" | "alma" }
  | { do: "edit" | "delete"; which: number }
  | { do: "tag"; tag: string }
  | { do: "close" };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("merge" as const, "unmerge" as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("say" as const),
      by: fc.constantFrom("rosa" as const, "otto" as const, "alma" as const),
      note: fc.boolean(),
    }),
  },
  fc.record({
    do: fc.constant("attach" as const),
    by: fc.constantFrom("rosa" as const, "otto" as const, "alma" as const),
  }),
  fc.record({ do: fc.constantFrom("edit" as const, "delete" as const), which: fc.nat(20) }),
  fc.record({ do: fc.constant("tag" as const), tag: fc.constantFrom("printer", "lift") }),
  fc.record({ do: fc.constant("close" as const) }),
);

/** Two tickets, an agent and their requesters in front of them, and whose word each text is by what it says. */
class Stage {
  private count = 0;
  private readonly said: { by: Name; id: string }[] = [];
  readonly clients = new Map<Name, SocketClient>();

  constructor(
    readonly rosas: TicketDto,
    readonly ottos: TicketDto,
  ) {}

  async take(one: Step): Promise<void> {
    const { rosas, ottos } = this;
    switch (one.do) {
      case "merge":
        await desk.send("alma", "POST", `/api/tickets/${rosas.id}/merge`, { into: ottos.id });
        return;
      case "unmerge":
        await desk.send("alma", "POST", `/api/tickets/${rosas.id}/unmerge`);
        return;
      case "say": {
        const internal = one.note && one.by === "alma";
        const ticket = one.by === "rosa" ? rosas : ottos;
        const body = `${internal ? "note" : "word"} of ${one.by} ${++this.count}`;
        const said = await people.say(one.by, ticket, body, internal);
        this.said.push({ by: one.by, id: said.id });
        return;
      }
      case "attach": {
        const form = new FormData();
        form.append("file", new Blob(["bytes"]), `file-of-${one.by}-${++this.count}.txt`);
        const ticket = one.by === "rosa" ? rosas : ottos;
        await desk.send(one.by, "POST", `/api/tickets/${ticket.id}/attachments`, form);
        return;
      }
      case "edit":
      case "delete": {
        const said = this.said[one.which % Math.max(1, this.said.length)];
        if (said && one.do === "edit") {
          const body = `word of ${said.by} changed ${++this.count}`;
          await desk.send(said.by, "PATCH", `/api/comments/${said.id}`, { body });
        } else if (said) {
          await desk.send(said.by, "DELETE", `/api/comments/${said.id}`);
        }
        return;
      }
      case "tag":
        await desk.send("alma", "PATCH", `/api/tickets/${rosas.number}`, { tags: [one.tag] });
        return;
      case "close":
        await desk.send("alma", "PATCH", `/api/tickets/${ottos.id}`, { status: "resolved" });
    }
  }

  /** Everybody who watches from the beginning; each holds the ticket that is theirs, the agent the one that staff go on in. */
  async watch(): Promise<void> {
    for (const [name, ticket] of [
      ["rosa", this.rosas],
      ["otto", this.ottos],
      ["alma", this.ottos],
      ["vera", this.ottos],
    ] as const) {
      const client = await server.connect(people.who(name));
      client.watch(ticket.id);
      this.clients.set(name, client);
    }
    await this.settled();
  }

  async settled(): Promise<void> {
    for (const [name, client] of this.clients) {
      const { id } = name === "rosa" ? this.rosas : this.ottos;
      const fresh = async () => await client.fetchTicket(id);
      await until(`${name} holds what a fetch shows`, async () => {
        const held = client.open.get(id)?.state;
        const now = await fresh();
        return (
          client.isIdle() &&
          held !== null &&
          held !== undefined &&
          now !== null &&
          isDeepStrictEqual(
            [held.ticket, held.comments, held.attachments],
            [now.ticket, now.comments, now.attachments],
          )
        );
      });
    }
  }

  /** All that a person ever received, by socket and by a fetch of everything now, as one text. */
  async everything(name: "rosa" | "otto"): Promise<string> {
    const ticket = name === "rosa" ? this.rosas : this.ottos;
    const client = this.clients.get(name);
    const http = await server.http(people.who(name));
    const parts: unknown[] = [client?.receipts.map(({ payload }) => payload)];
    for (const path of ["", "/comments?limit=100", "/attachments", "/events?limit=100"]) {
      parts.push((await http.send("GET", `/api/tickets/${ticket.id}${path}`)).body);
    }
    for (const other of [this.rosas, this.ottos]) {
      parts.push((await http.send("GET", `/api/tickets/${other.number}/comments?limit=100`)).body);
    }
    parts.push((await http.send("GET", "/api/events?limit=100")).body);
    return JSON.stringify(parts);
  }
}

describe("merging live", () => {
  it(
    "whatever is said, attached, changed, merged and undone: everybody holds what a fetch shows, versions have no gap, and neither requester gets the other's",
    { timeout: 240_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 14 }), async (steps) => {
          const stage = new Stage(
            await people.file("rosa", { title: "Rosas matter" }),
            await people.file("otto", { title: "Ottos matter" }),
          );
          await stage.watch();
          await stage.take({ do: "say", by: "rosa", note: false });
          await stage.take({ do: "merge" });
          for (const one of steps) {
            await stage.take(one);
          }
          await stage.settled();
          const [rosas, ottos] = [await stage.everything("rosa"), await stage.everything("otto")];
          expect(rosas).not.toMatch(/of otto|of-otto|Ottos matter|note of/);
          expect(ottos).not.toMatch(/of rosa|of-rosa|Rosas matter|note of/);
          for (const client of stage.clients.values()) {
            expect(client.counts.gaps).toBe(0);
            client.close();
          }
        }),
        { numRuns: 8 },
      );
    },
  );

  it("who joins a merged ticket as its staff is in the other one, and fetches it afresh; its requester joins their own", async () => {
    const [rosas, ottos] = [await people.file("rosa"), await people.file("otto")];
    await desk.merge("alma", rosas, ottos);
    const [alma, rosa] = [await server.connect(people.who("alma")), await server.connect(people.who("rosa"))];
    const target = await desk.ticket("alma", ottos);
    expect(await alma.ask("ticket:join", { ticketId: rosas.id, since: 1 })).toMatchObject({
      ok: true,
      resync: true,
      version: target?.version,
    });
    expect(await rosa.ask("ticket:join", { ticketId: rosas.id, since: 1 })).toMatchObject({
      ok: true,
      version: 2,
      events: [{ name: "ticket:updated", version: 2 }, { name: "ticket:statusChanged" }],
    });
    await people.say("otto", ottos, "To staff");
    await until(
      "it came to who joined by the other's id",
      () => alma.received("comment:added") !== undefined,
    );
    await people.say("alma", ottos, "To both");
    await until("the answer came", () => rosa.received("comment:added") !== undefined);
    expect(JSON.stringify(rosa.receipts)).not.toContain("To staff");
  });

  it("files of an answer reach the requesters of merged tickets, and theirs reach staff; nobody else", async () => {
    const [rosas, ottos] = [await people.file("rosa"), await people.file("otto")];
    await desk.merge("alma", rosas, ottos);
    const upload = async (by: Name, ticket: TicketDto, commentId?: string): Promise<string> => {
      const form = new FormData();
      form.append("file", new Blob([`of ${by}`]), `${by}.txt`);
      if (commentId) {
        form.append("commentId", commentId);
      }
      const answer = await desk.send(by, "POST", `/api/tickets/${ticket.id}/attachments`, form);
      expect(answer.status).toBe(201);
      return filesSchema.parse(answer.body).items[0]?.id ?? "";
    };
    const answer = await people.say("alma", ottos, "See the file");
    const files = {
      answer: await upload("alma", ottos, answer.id),
      rosas: await upload("rosa", rosas),
      ottos: await upload("otto", ottos),
    };
    const statuses = async (name: Name): Promise<number[]> =>
      await Promise.all(
        Object.values(files).map(
          async (id) => (await desk.send(name, "GET", `/api/attachments/${id}`)).status,
        ),
      );
    expect(await statuses("alma")).toEqual([200, 200, 200]);
    expect(await statuses("rosa")).toEqual([200, 200, 404]);
    expect(await statuses("otto")).toEqual([200, 404, 200]);
    expect(await desk.ticket("rosa", rosas)).toMatchObject({ attachmentCount: 2 });
    expect(await desk.ticket("alma", ottos)).toMatchObject({ attachmentCount: 3 });
    await desk.unmerge("alma", rosas);
    expect(await statuses("rosa")).toEqual([404, 200, 404]);
    expect(await desk.ticket("rosa", rosas)).toMatchObject({ attachmentCount: 1 });
  });
});
