import { WHO } from "./callers";
import { rule, type Entity, type Rule } from "./rule";

/** The same with a query. */
export const asking = (query: string, asked: Rule): Rule => ({ ...asked, query });
/** No session is needed, so everybody is answered alike. */
export const everybody = (status: number, body?: unknown): Rule[] => [
  rule("none", Array(WHO.length).fill(status).join(" "), body),
];
/** Everybody who is signed in. */
export const signedIn = (status: number, body?: unknown): Rule[] => [
  rule("none", `401${` ${status}`.repeat(WHO.length - 1)}`, body),
];
/** The admin area, about the caller's own organisation. */
export const adminArea = (status: number, body?: unknown): Rule[] => [
  rule("none", `401 403 403 403 403 403 403 403 ${status} ${status}`, body),
];
/** The admin area, about something of one organisation: another's admin learns nothing of it. */
export const adminEntity = (about: Entity, status: number, body?: unknown): Rule[] => [
  rule(about, `401 403 403 403 403 403 403 403 ${status} 404`, body),
];
export const unknown = (status: number): Rule[] => [
  rule("none", `401 403 403 403 403 403 403 403 ${status} ${status}`),
];
