import { createServer, type RequestListener } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { BARE_POLICY, makeNonce, pagePolicy, protectResponse } from "./security-headers";

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function fetchFrom(listener: RequestListener): Promise<Response> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  const address = server.address();
  return await fetch(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`);
}

function directives(policy: string): Map<string, string> {
  return new Map(policy.split("; ").map((part) => [part.split(" ")[0] ?? "", part]));
}

describe("the policy of a page", () => {
  const policy = directives(pagePolicy({ nonce: "abc", isDevelopment: false, host: "help.example.org" }));

  it("lets only scripts with its nonce run", () => {
    expect(policy.get("script-src")).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'");
    expect(policy.get("default-src")).toBe("default-src 'self'");
  });

  it("lets inline style be in attributes only", () => {
    expect(policy.get("style-src")).toBe("style-src 'self' 'nonce-abc'");
    expect(policy.get("style-src-attr")).toBe("style-src-attr 'unsafe-inline'");
  });

  it("lets nobody frame it, and its sockets reach home", () => {
    expect(policy.get("frame-ancestors")).toBe("frame-ancestors 'none'");
    expect(policy.get("connect-src")).toBe("connect-src 'self' ws://help.example.org wss://help.example.org");
  });

  it("allows eval in development alone", () => {
    expect(pagePolicy({ nonce: "abc", isDevelopment: true, host: "h" })).toContain("'unsafe-eval'");
    expect([...policy.values()].join()).not.toContain("unsafe-eval");
  });

  it("has another nonce every time", () => {
    expect(makeNonce()).not.toBe(makeNonce());
  });
});

describe("the security headers", () => {
  it("are added to whatever is answered", async () => {
    const response = await fetchFrom((request, answer) => {
      protectResponse(answer, BARE_POLICY);
      answer.end("hello");
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-security-policy": BARE_POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
    });
  });

  it("give way to stricter ones of the route, however it sets them", async () => {
    const early = await fetchFrom((request, answer) => {
      protectResponse(answer, BARE_POLICY);
      answer.setHeader("Content-Security-Policy", "sandbox");
      answer.end();
    });
    const late = await fetchFrom((request, answer) => {
      protectResponse(answer, BARE_POLICY);
      answer
        .writeHead(202, "Accepted", { "content-security-policy": "sandbox", "set-cookie": ["a=1", "b=2"] })
        .end();
    });
    expect(early.headers.get("content-security-policy")).toBe("sandbox");
    expect(late.headers.get("content-security-policy")).toBe("sandbox");
    expect(late.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(late.status).toBe(202);
  });
});
