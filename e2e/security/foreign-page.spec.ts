import type { Page } from "@playwright/test";
import { ForeignHost } from "../support/foreign-host";
import { expect, test as base } from "../support/journey";
import { TicketPage } from "../pages/ticket";
import type { Visitor } from "../support/visitor";

/** A foreign page in another window of a browser that is signed in: another origin, the same site and cookies. */
const test = base.extend<{ foreign: ForeignHost }>({
  foreign: async ({}, provide) => {
    const host = await ForeignHost.open();
    await provide(host);
    await host.close();
  },
});

async function openBeside(visitor: Visitor, foreign: ForeignHost): Promise<Page> {
  const page = await visitor.page.context().newPage();
  await page.goto(foreign.url);
  return page;
}

/** Long enough for an answer that would come, on a slow machine too. */
const PATIENCE_MILLISECONDS = 5_000;

test("a page on another port of the server's machine can read nothing of ours, in any way that a browser has", async ({
  desk,
  foreign,
}) => {
  const visitor = await desk.enter(desk.cast.agent);
  const ticket = await desk.fileTicket(desk.cast.requester, "Not for the neighbours");
  await new TicketPage(visitor).open(ticket);
  await visitor.untilConnected();
  const page = await openBeside(visitor, foreign);

  const outcomes = await page.evaluate(
    async ({ url, patience }) => {
      const reported: string[] = [];
      const polling = `${url}/socket.io/?EIO=4&transport=polling`;
      const within = (work: Promise<string>): Promise<string> =>
        Promise.race([
          work,
          new Promise<string>((resolve) => setTimeout(() => resolve("silence"), patience)),
        ]);
      const read = async (address: string, options: RequestInit): Promise<string> =>
        await fetch(address, { credentials: "include", ...options }).then(
          async (answer) => `${answer.type} ${answer.status} ${await answer.text()}`.trim(),
          () => "refused",
        );
      const element = (name: "script" | "img" | "link", address: string): Promise<string> =>
        within(
          new Promise((resolve) => {
            const made = document.createElement(name);
            if (made instanceof HTMLLinkElement) {
              made.rel = "stylesheet";
              made.href = address;
            } else {
              made.src = address;
            }
            made.onload = () => resolve("loaded");
            made.onerror = () => resolve("refused");
            document.head.append(made);
          }),
        );
      Reflect.set(window, "___eio", [(text: string) => reported.push(text)]);
      const socket = (address: string): Promise<string> =>
        within(
          new Promise((resolve) => {
            const made = new WebSocket(address);
            made.onopen = () => resolve("opened");
            made.onmessage = (event) => reported.push(String(event.data));
            made.onerror = () => resolve("refused");
          }),
        );
      const source = (address: string): Promise<string> =>
        within(
          new Promise((resolve) => {
            const made = new EventSource(address, { withCredentials: true });
            made.onmessage = (event) => reported.push(String(event.data));
            made.onopen = () => resolve("opened");
            made.onerror = () => {
              made.close();
              resolve("refused");
            };
          }),
        );
      return {
        read: [
          await read(polling, {}),
          await read(polling, { mode: "no-cors" }),
          await read(`${polling}&j=0`, { mode: "no-cors" }),
          await read(`${url}/api/me`, {}),
          await read(`${url}/api/me`, { mode: "no-cors" }),
          await read(`${url}/api/tickets`, { headers: { "x-mine": "1" } }),
          await read(`${url}/metrics`, {}),
          await read(`${url}/metrics`, { mode: "no-cors" }),
        ],
        loaded: [
          await element("script", `${polling}&j=0`),
          await element("script", `${polling}&J=0`),
          await element("script", `${url}/api/me`),
          await element("script", `${url}/api/openapi.json`),
          await element("link", `${url}/api/me`),
          await element("img", `${url}/api/me`),
          await element("img", `${url}/metrics`),
        ],
        opened: [
          await socket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`),
          await source(polling),
          await source(`${url}/api/tickets`),
        ],
        reported,
      };
    },
    { url: desk.server.url, patience: PATIENCE_MILLISECONDS },
  );

  expect(outcomes.reported).toEqual([]);
  expect(new Set(outcomes.read)).toEqual(new Set(["refused"]));
  expect(new Set(outcomes.loaded)).toEqual(new Set(["refused"]));
  expect(new Set(outcomes.opened)).toEqual(new Set(["refused"]));
});

test("nor does it change anything, by fetch or by form, at the API or at the sign-in", async ({
  desk,
  foreign,
}) => {
  const visitor = await desk.enter(desk.cast.agent);
  await visitor.goTo("/tickets");
  const api = await desk.api(desk.cast.agent);
  const tickets = async (): Promise<unknown> =>
    Reflect.get(Object((await api.send("GET", "/api/tickets?limit=1&sort=-number")).body), "items");
  const before = await tickets();
  const page = await openBeside(visitor, foreign);

  const statuses = await page.evaluate(
    async ({ url, password }) => {
      const body = JSON.stringify({
        title: "Filed by another's page",
        description: "Nobody of ours wrote this.",
      });
      const send = async (path: string, options: RequestInit): Promise<string> =>
        await fetch(url + path, { method: "POST", credentials: "include", ...options }).then(
          (answer) => `${answer.type} ${answer.status}`,
          () => "refused",
        );
      const json = { "content-type": "application/json" };
      const form = (fields: Record<string, string>): RequestInit => ({
        mode: "no-cors",
        body: new URLSearchParams(fields),
      });
      return [
        await send("/api/tickets", { headers: json, body }),
        await send("/api/tickets", { mode: "no-cors", body }),
        await send("/api/me/sessions", { method: "DELETE" }),
        await send("/api/token", {
          mode: "no-cors",
          body: JSON.stringify({ email: "alma@example.org", password }),
        }),
        await send("/api/auth/signout", form({ json: "true" })),
        await send("/api/auth/callback/credentials", form({ email: "rosa@example.org", password })),
        await send("/api/register", form({ email: "x@example.org" })),
      ];
    },
    { url: desk.server.url, password: "a-password-for-browser-tests" },
  );
  // With no-cors a page never gets a status: what counts is below.
  expect(new Set(statuses)).toEqual(new Set(["refused"]));

  for (const [path, enctype, fields] of [
    [
      "/api/tickets",
      "text/plain",
      { '{"title":"By a form","description":"Nobody of ours wrote this.","x":"': '"}' },
    ],
    ["/api/auth/signout", "application/x-www-form-urlencoded", { csrfToken: "made-up", json: "true" }],
    [
      "/api/auth/callback/credentials",
      "application/x-www-form-urlencoded",
      { email: "rosa@example.org", password: "x" },
    ],
  ] as const) {
    const answered = page.waitForResponse((response) => response.url().endsWith(path));
    await page.evaluate(
      ({ action, type, values }) => {
        const form = document.createElement("form");
        Object.assign(form, { method: "post", action, enctype: type });
        for (const [name, value] of Object.entries(values)) {
          const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
          form.append(input);
        }
        document.body.append(form);
        form.submit();
      },
      { action: desk.server.url + path, type: enctype, values: { ...fields } },
    );
    expect([path, (await answered).status()]).toEqual([path, 403]);
    await page.waitForURL(desk.server.url + path);
    await page.goto(foreign.url);
  }

  expect(await tickets()).toEqual(before);
  const me = await visitor.page.evaluate(async () => (await fetch("/api/me")).status);
  expect(me).toBe(200);
});
