import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { sendWebResponse, toWebRequest } from "@/server/http/bodies/node-to-web";
import { publicRoute } from "./route";

const handler = publicRoute({ body: z.strictObject({ text: z.string() }) }, async ({ body }) => ({
  length: body.text.length,
}));
const MEGABYTE = 1024 * 1024;

describe("a route with a JSON body", () => {
  let server: Server;
  let url = "";
  beforeAll(async () => {
    server = createServer((request, response) => {
      void handler(toWebRequest(request, response, url), { params: Promise.resolve({}) }).then((answer) =>
        sendWebResponse(response, answer),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address: AddressInfo | string | null = server.address();
    url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  });
  afterAll(() => server.close());

  const send = async (body: string, type = "application/json") => {
    const response = await fetch(url, { method: "POST", headers: { "content-type": type }, body });
    return {
      status: response.status,
      body: z.looseObject({ code: z.string().optional() }).parse(await response.json()),
    };
  };

  it("answers a body that is too large, also to a client that is still sending it", async () => {
    for (let time = 0; time < 3; time++) {
      const { status, body } = await send(JSON.stringify({ text: "x".repeat(8 * MEGABYTE) }));
      expect([status, body.code]).toEqual([413, "too_large"]);
    }
  });

  it("names what is wrong with a body, and never answers 5xx for it", async () => {
    expect((await send('{"text":')).body.code).toBe("bad_json");
    expect((await send("text=1", "application/x-www-form-urlencoded")).body.code).toBe(
      "unsupported_media_type",
    );
    expect(await send('{"text":1}')).toMatchObject({
      status: 422,
      body: { code: "invalid", errors: [{ path: "text" }] },
    });
    expect(await send('{"text":"a","more":1}')).toMatchObject({ status: 422 });
    expect(await send("null")).toMatchObject({ status: 422 });
    expect(await send("")).toMatchObject({ status: 422 });
    expect(await send('{"text":"ok"}')).toMatchObject({ status: 200, body: { length: 2 } });
  });

  it("ignores a cookie's mutation from a foreign origin", async () => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", origin: "https://elsewhere.example" },
      body: '{"text":"a"}',
    });
    expect([response.status, (await response.json()).code]).toEqual([403, "bad_origin"]);
  });
});
