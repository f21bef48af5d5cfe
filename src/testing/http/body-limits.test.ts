import { connect } from "node:net";
import { beforeAll, expect, it } from "vitest";
import { mountedRoutes } from "@/app/mounted-routes";
import { bodyLimit } from "@/server/http/mounted-routes";
import { setUpDesk } from "../desk/setup";
import { makeAccessToken, makeActor, makeOrganisation } from "../factories";

const desk = setUpDesk();
let token = "";

beforeAll(async () => {
  const organisation = await makeOrganisation();
  token = await makeAccessToken(await makeActor(organisation, { role: "admin" }));
});

/** Every method of every path of the API, and what is answered beside it. */
const TARGETS = [
  ...mountedRoutes
    .filter(({ method }) => method !== "*")
    .map(({ method, pattern, handler }) => ({
      method,
      path: pathOf(pattern),
      takes: handler.takes ?? "json",
    })),
  ...["OPTIONS", "PUT"].map((method) => ({ method, path: "/api/tickets", takes: "none" as const })),
  ...["GET", "POST", "PUT", "DELETE", "OPTIONS"].flatMap((method) =>
    ["/", "/tickets", "/health", "/_next/x.js", "/api", "/api/nothing"].map((path) => ({
      method,
      path,
      takes: "none" as const,
    })),
  ),
];

function pathOf(pattern: string): string {
  return pattern
    .replaceAll(/\[\.{3}\w+\]/g, "callback/credentials")
    .replaceAll(/\[\w+\]/g, "00000000-0000-4000-8000-000000000001");
}

/** Sends what is given and no byte more, and waits for the whole head of an answer. */
function answerTo(text: string, bytes = 0): Promise<{ status: number; closes: boolean }> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(new URL(desk.url()).port), "127.0.0.1", () => {
      socket.write(text);
      if (bytes > 0) {
        socket.write(`${bytes.toString(16)}\r\n${"x".repeat(bytes)}\r\n`);
      }
    });
    socket.on("data", (part) => {
      answer += part.toString("latin1");
      if (answer.includes("\r\n\r\n")) {
        socket.destroy();
        resolve({
          status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0),
          closes: /\r\nconnection: close\r\n/i.test(answer),
        });
      }
    });
    socket.on("error", () => undefined);
    socket.on("close", () => reject(new Error(`no answer to ${text.split("\r\n")[0]}`)));
  });
}

function head(target: { method: string; path: string }, headers: string[]): string {
  const type = target.path.endsWith("/attachments") ? "multipart/form-data; boundary=x" : "application/json";
  return [
    `${target.method} ${target.path} HTTP/1.1`,
    "Host: localhost",
    `Content-Type: ${type}`,
    ...headers,
    "",
    "",
  ].join("\r\n");
}

it.each(["a person", "nobody"])(
  "no route waits for more of a body than it takes, sent by %s",
  async (who) => {
    const by = who === "nobody" ? [] : [`Authorization: Bearer ${token}`];
    for (const target of TARGETS) {
      const declared = await answerTo(head(target, [...by, "Content-Length: 10000000000"]));
      expect(declared, `${target.method} ${target.path}`).toEqual({
        status: expect.toSatisfy((status: number) => status >= 200 && status < 500),
        closes: true,
      });
      // An upload's limit is too much to send here.
      const limit = bodyLimit(target.takes === "upload" ? "json" : target.takes) + 70_000;
      if (target.takes !== "upload" || who === "nobody") {
        const counted = await answerTo(head(target, [...by, "Transfer-Encoding: chunked"]), limit);
        expect(counted, `${target.method} ${target.path}, in chunks`).toEqual({
          status: expect.toSatisfy((status: number) => status >= 200 && status < 500),
          closes: true,
        });
      }
    }
  },
);

it("every route says how much of a body it takes", () => {
  expect(
    mountedRoutes.filter(({ handler }) => handler.takes === undefined).map(({ pattern }) => pattern),
  ).toEqual([]);
});
