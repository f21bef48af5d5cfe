import { makeSession } from "@/testing/factories";
import { cookieOf } from "@/testing/http/requests";
import { PASSWORD } from "../support/cast";
import { ForeignHost } from "../support/foreign-host";
import { expect, test as base } from "../support/journey";
import { SignInPage } from "../pages/sign-in";
import type { Visitor } from "../support/visitor";

const test = base.extend<{ foreign: ForeignHost }>({
  foreign: async ({}, provide) => {
    const host = await ForeignHost.open();
    await provide(host);
    await host.close();
  },
});

const COOKIE = "next-auth.session-token";
const ELSEWHERE = [
  "/.//evil.example",
  "/..//evil.example",
  "/%2e//evil.example",
  "/tickets/..//evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/%2F/evil.example",
  "/%5cevil.example",
  "https://evil.example/tickets",
];

/** Every host that the window asked for a document. */
function watchHosts(visitor: Visitor): Set<string> {
  const hosts = new Set<string>();
  visitor.page.on("request", (request) => {
    if (request.isNavigationRequest()) {
      hosts.add(new URL(request.url()).host);
    }
  });
  return hosts;
}

test("a link to the sign-in page leads a signed-in person to no other site", async ({ desk }) => {
  const visitor = await desk.enter(desk.cast.agent);
  const hosts = watchHosts(visitor);
  for (const place of ["sign-in", "register"]) {
    for (const target of ELSEWHERE) {
      await visitor.goTo(`/${place}?callbackUrl=${encodeURIComponent(target)}`);
      await expect(visitor.page.getByRole("heading", { level: 1 })).toBeVisible();
    }
  }
  expect([...hosts]).toEqual([new URL(desk.server.url).host]);
});

test("nor a person who signs in there, by the page's script or by a plain form", async ({
  desk,
  browser,
}) => {
  for (const target of ELSEWHERE.slice(0, 4)) {
    const visitor = await desk.enter(null);
    const hosts = watchHosts(visitor);
    await visitor.goTo(`/sign-in?callbackUrl=${encodeURIComponent(target)}`);
    await new SignInPage(visitor).signIn(desk.cast.agent.email, PASSWORD);
    visitor.expectsAnotherPage();
    await expect.poll(() => new URL(visitor.page.url()).pathname).toBe("/tickets");
    await visitor.untilConnected();
    expect([...hosts]).toEqual([new URL(desk.server.url).host]);
  }
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${desk.server.url}/sign-in?callbackUrl=${encodeURIComponent("/.//evil.example")}`);
  await page.getByLabel("E-mail").fill(desk.cast.agent.email);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect.poll(() => new URL(page.url()).pathname).toBe("/tickets");
  expect(new URL(page.url()).host).toBe(new URL(desk.server.url).host);
  await context.close();
});

test("a page on another port that plants a second session cookie signs nobody in as its own person", async ({
  desk,
  foreign,
}) => {
  const visitor = await desk.enter(desk.cast.agent);
  const { page } = visitor;
  const planted = await cookieOf(await makeSession(desk.cast.unrelated));
  // A script cannot touch the cookie that the desk has set, but it can put others beside it, for deeper paths.
  foreign.html = ["/tickets", "/tickets/", "/api", "/api/me", "/socket.io", "/socket.io/"]
    .map((path) => `<script>document.cookie = ${JSON.stringify(`${planted}; path=${path}`)}</script>`)
    .join("");
  await page.goto(foreign.url);
  visitor.expectsAnotherPage();
  const sent = await page.context().cookies([`${desk.server.url}/tickets`, `${desk.server.url}/api/me`]);
  expect(sent.filter((one) => one.name === COOKIE).length).toBeGreaterThan(1);

  await visitor.goTo("/tickets");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(page.getByText("put a second sign-in cookie into your browser")).toBeVisible();
  await expect(page.getByText(desk.cast.unrelated.name)).toHaveCount(0);
  const me = await page.evaluate(async () => (await fetch("/api/me")).status);
  expect(me).toBe(401);
});

test("it cannot sign anybody in as its own person by a form either, with a CSRF token that it knows", async ({
  desk,
  foreign,
}) => {
  const visitor = await desk.enter(null);
  const { page } = visitor;
  const answer = await fetch(`${desk.server.url}/api/auth/csrf`);
  const { csrfToken } = Object(await answer.json());
  foreign.cookies = answer.headers.getSetCookie();
  foreign.html = `<form id="form" method="post" action="${desk.server.url}/api/auth/callback/credentials">
    <input name="csrfToken" value="${csrfToken}"><input name="email" value="${desk.cast.agent.email}">
    <input name="password" value="${PASSWORD}"></form><script>document.getElementById("form").submit()</script>`;
  await page.goto(foreign.url);
  visitor.expectsAnotherPage();
  await expect(page.getByText("bad_origin")).toBeVisible();
  expect((await page.context().cookies()).some((one) => one.name === COOKIE)).toBe(false);
  await visitor.goTo("/tickets");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("a session that replaced the person's own is noticed", async ({ desk, foreign }) => {
  const visitor = await desk.enter(desk.cast.agent);
  const { page } = visitor;
  await visitor.goTo("/tickets");
  await visitor.untilConnected();
  // Over plain http the host's other ports may overwrite it: only https keeps them from that.
  foreign.cookies = [
    `${await cookieOf(await makeSession(desk.cast.unrelated))}; Path=/; HttpOnly; SameSite=Lax`,
  ];
  foreign.html = "";
  await page.goto(foreign.url);
  visitor.expectsAnotherPage();
  await visitor.goTo("/tickets");
  const warning = page.getByText(`You are ${desk.cast.unrelated.name} here now`);
  await expect(warning).toBeVisible();
  await expect(page.getByText("If you did not sign in as this person, sign out.")).toBeVisible();
});

test("a planted way back leads to no other site", async ({ desk, foreign }) => {
  const visitor = await desk.enter(null);
  const { page } = visitor;
  const hosts = watchHosts(visitor);
  foreign.cookies = [
    `next-auth.callback-url=${encodeURIComponent("https://evil.example/")}; Path=/; HttpOnly`,
  ];
  await page.goto(foreign.url);
  visitor.expectsAnotherPage();
  await visitor.goTo("/sign-in");
  await new SignInPage(visitor).signIn(desk.cast.agent.email, PASSWORD);
  visitor.expectsAnotherPage();
  await expect.poll(() => new URL(page.url()).pathname).toBe("/tickets");
  await visitor.untilConnected();
  expect([...hosts].filter((host) => host.includes("evil"))).toEqual([]);
});
