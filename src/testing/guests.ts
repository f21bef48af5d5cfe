import { v7 } from "uuid";
import { z } from "zod";
import { POST as openSession } from "@/app/api/guest/session/route";
import { POST as fileTicket } from "@/app/api/guest/tickets/route";
import type { MountedRoute } from "@/server/http/mounted-routes";
import { BOUNDARY, formBytes } from "./files";
import type { ApiAnswer } from "./http/client";
import { callRoute, type RequestOptions } from "./http/requests";
import { mailsTo } from "./mail";

/** What somebody types into the guest form; each but the address has a default. */
export interface GivenForm {
  email: string;
  name?: string;
  title?: string;
  description?: string;
  homepage?: string;
  file?: { name: string; content: string };
}

/** Sends the guest form. */
export async function fileAsGuest({ file, ...form }: GivenForm): Promise<ApiAnswer> {
  const fields = {
    name: "Gus Guest",
    title: "The door does not open",
    description: "It has been stuck since this morning.",
    ...form,
  };
  const parts = Object.entries(fields).map(([name, content]) => ({ name, content }));
  const body = formBytes([
    ...parts,
    ...(file ? [{ name: "file", content: file.content, filename: file.name }] : []),
  ]);
  const request = new Request("http://localhost:3003/api/guest/tickets", {
    method: "POST",
    headers: { host: "localhost:3003", "content-type": `multipart/form-data; boundary=${BOUNDARY}` },
    body: new Blob([new Uint8Array(body)]),
  });
  const response = await fileTicket(request, { params: Promise.resolve({}) });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

/** The token of the latest link that was mailed to an address. */
export async function tokenFor(email: string): Promise<string> {
  const link = (await mailsTo(email)).at(-1)?.link ?? "";
  return new URLSearchParams(link.split("#")[1] ?? "").get("token") ?? `no token ${v7()}`;
}

/** Opens a link, in a browser that has a session already where a cookie is given. */
export async function openLink(
  token: string,
  earlier?: string,
): Promise<{ cookie: string; setCookie: string; ticketId: string }> {
  const { status, body, headers } = await postGuest(openSession, { token }, earlier);
  if (status !== 200) {
    throw new Error(`a link was answered ${status}`);
  }
  const { ticket } = z.looseObject({ ticket: z.looseObject({ id: z.string() }) }).parse(body);
  const setCookie = headers.get("set-cookie") ?? "";
  return { cookie: setCookie.split(";")[0] ?? "", setCookie, ticketId: ticket.id };
}

/** Posts JSON as a page of ours does. */
export async function postGuest(
  handler: MountedRoute["handler"],
  body: unknown,
  cookie?: string,
): Promise<ApiAnswer> {
  return await callRoute(handler, {
    method: "POST",
    body,
    headers: { origin: "http://localhost:3003", ...(cookie === undefined ? {} : { cookie }) },
  });
}

/** Files a ticket and opens its link: the cookie of the guest's session. */
export async function enterAsGuest(email: string, form: Partial<GivenForm> = {}): Promise<string> {
  await fileAsGuest({ email, ...form });
  return (await openLink(await tokenFor(email))).cookie;
}

/** Calls a route from a page of ours in the guest's browser. */
export async function asGuest(
  handler: MountedRoute["handler"],
  cookie: string,
  given: Omit<RequestOptions, "as" | "headers"> = {},
): Promise<ApiAnswer> {
  return await callRoute(handler, { ...given, headers: { cookie, origin: "http://localhost:3003" } });
}
