import type { Browser, BrowserContextOptions } from "@playwright/test";
import { makeSession, type MadePerson } from "@/testing/factories";
import { cookieOf } from "@/testing/http/requests";
import { Visitor } from "./visitor";

/** Opens a browser of its own for a person who is signed in already; for nobody without one. */
export async function openBrowser(
  browser: Browser,
  url: string,
  person: MadePerson | null,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  if (person) {
    const [name = "", value = ""] = (await cookieOf(await makeSession(person))).split(/=(.*)/s);
    await context.addCookies([{ name, value, url, httpOnly: true, sameSite: "Lax" }]);
  }
  return await Visitor.open(context, url);
}
