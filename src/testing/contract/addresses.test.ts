import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { pageSchema } from "@/shared/paging";
import { personSchema } from "@/features/users/schema";
import { forgetLimits } from "@/server/rate-limits/limits";
import { setUpDesk } from "@/testing/desk/setup";
import { makePerson } from "@/testing/factories";
import { expectProblem, fileTicket, makeCast, type Cast } from "./cast";

const desk = setUpDesk();
const PASSWORD = "correct horse battery";
const withEmail = z.object({ id: z.string(), email: z.string() });
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(desk);
  await cast.http.admin.send("PATCH", "/api/admin/settings", { registration: true });
});

beforeEach(forgetLimits);

const ADDRESSES = [
  ["pat@localhost", "pat@localhost", "PAT@LocalHost"],
  ["dept/it@example.org", "dept/it@example.org", "Dept/IT@EXAMPLE.org"],
  ["jörg@bücher.example", "jörg@xn--bcher-kva.example", "JO\u0308RG@xn--BCHER-kva.example"],
  ["أحمد@مثال.إختبار", "أحمد@xn--mgbh0fb.xn--kgbechtv", "أحمد@XN--MGBH0FB.إختبار"],
] as const;

describe.each(ADDRESSES)("the address %s", (input, stored, otherwise) => {
  it("is accepted at registration and sign-in, however it is written", async () => {
    const answer = await cast.http.requester.send("POST", "/api/register", {
      name: "Somebody New",
      email: input,
      password: PASSWORD,
    });
    expect([answer.status, withEmail.parse(answer.body).email]).toEqual([201, stored]);
    for (const email of [input, stored, otherwise, ` ${otherwise} `]) {
      const token = await cast.http.requester.send("POST", "/api/token", { email, password: PASSWORD });
      expect([email, token.status]).toEqual([email, 200]);
    }
    const again = { name: "Another One", email: otherwise, password: PASSWORD };
    expectProblem(
      await cast.http.requester.send("POST", "/api/register", again),
      409,
      "email_taken",
      "email",
    );
  });

  it("is taken from an admin, and is one person's, however it is written", async () => {
    const answer = await cast.http.admin.send("POST", "/api/admin/users", {
      name: "Somebody Invited",
      email: `x${input}`,
      role: "user",
    });
    expect([answer.status, withEmail.parse(answer.body).email]).toEqual([201, `x${stored}`]);
    const again = { name: "Another One", email: `X${otherwise}`, role: "agent" };
    expectProblem(await cast.http.admin.send("POST", "/api/admin/users", again), 409, "email_taken", "email");
  });

  it("is accepted from an agent who files for its owner, who is then one person, and is found by it", async () => {
    const requesters = [];
    for (const email of [`y${input}`, `y${stored}`, `Y${otherwise}`]) {
      requesters.push(
        (await fileTicket(cast.http.agent, { requester: { name: "By Telephone", email } })).requester.id,
      );
    }
    expect(new Set(requesters).size).toBe(1);
    for (const list of ["/api/people", "/api/admin/users"]) {
      for (const q of [`y${input}`, `Y${otherwise}`]) {
        const found = pageSchema(personSchema).parse(
          await cast.http.admin.get(`${list}?q=${encodeURIComponent(q)}`),
        );
        expect(found.items.map((person) => person.id)).toEqual([requesters[0]]);
      }
    }
  });
});

describe("what is no address", () => {
  it.each([
    "pat",
    "@example.org",
    "pat@",
    "a@b@example.org",
    "p at@example.org",
    "pat@exam ple.org",
    "pat@example..org",
    "pat@-example.org",
    "pat\u0007@example.org",
    "pat\u200b@example.org",
    "pat@exam\u202eple.org",
    "pat\r\n@example.org",
    "Pat <pat@example.org>",
    `${"a".repeat(243)}@example.org`,
    `pat@${"ü".repeat(60)}.${"a.".repeat(95)}org`,
  ])("%j is refused wherever one is given", async (email) => {
    const account = { name: "Somebody New", email, password: PASSWORD };
    const { http } = cast;
    expectProblem(await http.requester.send("POST", "/api/register", account), 422, "invalid", "email");
    expectProblem(
      await http.admin.send("POST", "/api/admin/users", { ...account, role: "user" }),
      422,
      "invalid",
      "email",
    );
    const ticket = { title: "The printer is on fire", description: "Smoke comes out of it." };
    expectProblem(
      await http.agent.send("POST", "/api/tickets", {
        ...ticket,
        requester: { name: "By Telephone", email },
      }),
      422,
      "invalid",
      "requester.email",
    );
  });
});

describe("a person who is not active", () => {
  it("is refused as requester at the field by which they were named", async () => {
    const disabled = await makePerson(cast.organisation, { email: "gone@example.org", isDisabled: true });
    const ticket = { title: "The printer is on fire", description: "Smoke comes out of it." };
    const byEmail = { ...ticket, requester: { name: "Gone", email: "Gone@example.org" } };
    const refused = expectProblem(
      await cast.http.agent.send("POST", "/api/tickets", byEmail),
      422,
      "invalid",
      "requester.email",
    );
    expect(refused.errors).toHaveLength(1);
    const byId = expectProblem(
      await cast.http.agent.send("POST", "/api/tickets", { ...ticket, requesterId: disabled.id }),
      422,
      "invalid",
      "requesterId",
    );
    expect(byId.errors).toHaveLength(1);
  });
});
