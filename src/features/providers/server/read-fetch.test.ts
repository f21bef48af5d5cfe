import { createServer, type Server } from "node:http";
import { afterEach, expect, it } from "vitest";
import { fetchDocument } from "./read-discovery";
import { askProvider, isProviderAway } from "./read-fetch";

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A server on a free port of this machine; returns its address. */
async function listen(status: number, headers: Record<string, string>, asked: string[]): Promise<string> {
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(status, headers).end("{}");
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

it.each([301, 302, 303, 307, 308])(
  "a provider that redirects with %i leads nowhere else, and what it said counts for nothing",
  async (status) => {
    const there: string[] = [];
    const elsewhere = await listen(200, { "content-type": "application/json" }, there);
    const here: string[] = [];
    const issuer = await listen(
      status,
      { location: `${elsewhere}/inside`, "content-type": "application/json" },
      here,
    );
    expect((await askProvider(`${issuer}/token`, { method: "POST", body: "client_secret=x" })).status).toBe(
      status,
    );
    await expect(fetchDocument(issuer)).rejects.toThrow(/.+/);
    expect(here).toEqual(["/token", "/.well-known/openid-configuration"]);
    expect(there).toEqual([]);
  },
);

it("one that cannot be reached is away", async () => {
  await expect(askProvider("http://127.0.0.1:9/")).rejects.toSatisfy(isProviderAway);
});
