import { beforeAll, beforeEach, expect, it } from "vitest";
import { forgetLimits } from "@/server/rate-limits/limits";
import type { Actor } from "@/shared/roles";
import { setUpAccounts } from "@/testing/accounts";
import { makeAccessToken, makeOrganisation, makePerson, makeTeam } from "@/testing/factories";
import { makeImport } from "@/testing/people-imports/make";
import { GET } from "./route";

const accounts = setUpAccounts();
let admin: Actor;

beforeAll(async () => {
  admin = await accounts.makeActor({ role: "admin", name: "Ada" });
  const team = await makeTeam(accounts.organisation, { name: "+Team, one" });
  await makePerson(accounts.organisation, {
    name: '=HYPERLINK("x")',
    email: "formula@example.org",
    role: "agent",
    teams: [team],
  });
  await makePerson(await makeOrganisation({ host: "elsewhere.example" }), {
    name: "Not Ours",
    email: "not.ours@example.org",
  });
  for (let index = 0; index < 120; index += 1) {
    const name = `Many ${String(index).padStart(3, "0")}`;
    await makePerson(accounts.organisation, { name, email: `m${index}@example.org` });
  }
});
beforeEach(forgetLimits);

async function download(query: string, language = "en"): Promise<Response> {
  const headers = {
    host: "localhost:3003",
    authorization: `Bearer ${await makeAccessToken(admin)}`,
    "accept-language": language,
  };
  const url = `http://localhost:3003/api/admin/users/export.csv${query}`;
  return await GET(new Request(url, { headers }), { params: Promise.resolve({}) });
}

it("has everybody of the list with its filters, in its order, and no formula", async () => {
  const response = await download("?role=agent,user");
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(response.headers.get("content-disposition")).toContain("people.csv");
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = bytes.toString().slice(1).split("\r\n");
  expect(lines[0]).toBe("Name,E-mail,Role,Teams,State,Since,Last here");
  expect(lines).toHaveLength(1 + 121 + 1);
  expect(lines[1]).toMatch(/^"'=HYPERLINK\(""x""\)",formula@example\.org,agent,"'\+Team, one",no_account,/);
  expect(lines[121]).toMatch(/^Many 119,/);
  expect(bytes.toString()).not.toContain("Not Ours");
  const german = await (await download("?q=Many+007", "de")).text();
  expect(german.split("\r\n").slice(0, 2)).toEqual([
    expect.stringContaining("Name,E-Mail,Rolle,Teams,Zustand"),
    expect.stringContaining("Many 007"),
  ]);
});

it("what was exported changes nothing when it is imported", async () => {
  const text = await (await download("?role=agent,user")).text();
  const { plan } = await makeImport(admin, { text });
  expect(plan).toEqual({ create: 0, change: 0, unchanged: 121, error: 0 });
});

it("refuses filters that the list does not have", async () => {
  expect((await download("?role=boss")).status).toBe(422);
});
