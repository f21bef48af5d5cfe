import { beforeAll, describe, expect, it } from "vitest";
import { setUpDatabase } from "@/testing/database";
import { makeOrganisation, makePerson, makeSession, type MadeOrganisation } from "@/testing/factories";
import { cookieOf } from "@/testing/http/requests";
import { POST } from "./[...nextauth]/route";

setUpDatabase();

let organisation: MadeOrganisation;

beforeAll(async () => {
  organisation = await makeOrganisation();
});

async function signOut(
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const cookie = await cookieOf(await makeSession(await makePerson(organisation)));
  return await POST(
    new Request("http://localhost:3003/api/auth/signout", {
      method: "POST",
      body: new URLSearchParams(fields).toString(),
      headers: {
        host: "localhost:3003",
        cookie,
        "content-type": "application/x-www-form-urlencoded",
        origin: "http://localhost:3003",
        ...headers,
      },
    }),
    { params: Promise.resolve({}) },
  );
}

describe("signing out", () => {
  it("has the browser clear its cache and storage, and no cookies, which hold the look of the pages", async () => {
    const response = await signOut({ json: "true" });
    expect(response.status).toBe(200);
    expect(response.headers.get("clear-site-data")).toBe('"cache", "storage"');
    expect(response.headers.get("cache-control")).toContain("no-store");
  });

  it("leaves the storage where the page says that something unsent waits there", async () => {
    expect((await signOut({ json: "true", keep: "1" })).headers.get("clear-site-data")).toBe('"cache"');
  });

  it("that was refused clears nothing", async () => {
    const refused = await signOut({ json: "true", csrfToken: "guessed" });
    expect(refused.headers.get("clear-site-data")).toBe(null);
    const foreign = await signOut({ json: "true" }, { origin: "https://evil.example" });
    expect([foreign.status, foreign.headers.get("clear-site-data")]).toEqual([403, null]);
  });

  it.each(["/.//evil.example", "//evil.example", "/%2F/evil.example", "https://evil.example"])(
    "leads to no other site by %j",
    async (callbackUrl) => {
      const response = await signOut({ callbackUrl });
      expect(response.headers.get("location")).toBe("http://localhost:3003/");
    },
  );
});
