import { afterEach, describe, expect, it, vi } from "vitest";
import { authCookieName } from "./auth-cookies";
import { makeSessionCookie, openSessionCookie } from "./session-cookie";

const session = {
  id: "01900000-0000-7000-8000-000000000001",
  personId: "01900000-0000-7000-8000-000000000002",
};

async function valueFor(seconds: number): Promise<string> {
  const cookie = await makeSessionCookie(session, seconds);
  return cookie.slice(authCookieName("sessionToken").length + 1).split(";")[0] ?? "";
}

afterEach(() => {
  vi.useRealTimers();
});

describe("a session cookie", () => {
  it("names its session, also when it is opened again", async () => {
    const value = await valueFor(60);
    expect(await openSessionCookie(value)).toBe(session.id);
    expect(await openSessionCookie(value)).toBe(session.id);
  });

  it("that was opened before names none any more once it has expired", async () => {
    const value = await valueFor(60);
    expect(await openSessionCookie(value)).toBe(session.id);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 120_000 });
    expect(await openSessionCookie(value)).toBeNull();
  });

  it("that was changed in one letter names none, though the right one was opened before", async () => {
    const value = await valueFor(60);
    expect(await openSessionCookie(value)).toBe(session.id);
    const at = Math.floor(value.length / 2);
    const changed = `${value.slice(0, at)}${value[at] === "A" ? "B" : "A"}${value.slice(at + 1)}`;
    expect(await openSessionCookie(changed)).toBeNull();
    expect(await openSessionCookie("no cookie at all")).toBeNull();
  });
});
