import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { parseCookie } from "cookie";
import { usesSecureCookies } from "./auth-cookies";
import { authSecret } from "@/server/process/env";

/** How long a device is known after its last sign-in. */
const DAYS = 180;
const DAY_SECONDS = 86_400;
/** The most people of one device; the one with the oldest sign-in is forgotten. */
const PEOPLE_MAX = 5;
const FORM = /^([\w-]{22})\.(\d{1,12})\.([\w~-]{1,120})$/;

interface Device {
  id: string;
  /** An entry for each person who has signed in there, the latest first. */
  people: readonly string[];
}

/** The name of the cookie by which a known device is recognised. */
export function deviceCookieName(): string {
  return `${usesSecureCookies() ? "__Host-" : ""}helpejo.device`;
}

/**
 * The key under which a person's failed sign-ins are counted on the device that sent this Cookie header; null
 * when they have not signed in there. It gives no access: but attempts of others, elsewhere or from the same
 * address, do not count there (OWASP calls these device cookies).
 */
export function deviceOf(header: string | null, personId: string): string | null {
  const device = readDevice(header);
  return device?.people.includes(markOf(device.id, personId)) ? `${device.id} ${personId}` : null;
}

/** The Set-Cookie that makes the sender of this Cookie header a known device of a person who has just signed in there. */
export function rememberDevice(header: string | null, personId: string): string {
  const { id, people } = readDevice(header) ?? { id: randomBytes(16).toString("base64url"), people: [] };
  const mark = markOf(id, personId);
  const marks = [mark, ...people.filter((one) => one !== mark)].slice(0, PEOPLE_MAX);
  const content = `${id}.${Math.floor(Date.now() / 1000)}.${marks.join("~")}`;
  const attributes = `Path=/; Max-Age=${DAYS * DAY_SECONDS}; HttpOnly; SameSite=Lax${usesSecureCookies() ? "; Secure" : ""}`;
  return `${deviceCookieName()}=${content}.${sign(content)}; ${attributes}`;
}

/** A cookie that comes twice was planted and counts as none. */
function readDevice(header: string | null): Device | null {
  const values = (header ?? "").split(";").flatMap((part) => parseCookie(part)[deviceCookieName()] ?? []);
  const [value = ""] = values;
  const at = value.lastIndexOf(".");
  const content = value.slice(0, Math.max(0, at));
  const [, id = "", since = "", people = ""] = FORM.exec(content) ?? [];
  const isOurs = values.length === 1 && id !== "" && isSame(value.slice(at + 1), sign(content));
  const isFresh = Number(since) > Date.now() / 1000 - DAYS * DAY_SECONDS;
  return isOurs && isFresh ? { id, people: people.split("~") } : null;
}

function markOf(device: string, personId: string): string {
  return hmac(`person of a device ${device} ${personId}`).slice(0, 20);
}

function sign(content: string): string {
  return hmac(`device ${content}`);
}

function hmac(text: string): string {
  return createHmac("sha256", authSecret()).update(text).digest("base64url");
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
