import { z } from "zod";
import { pool } from "@/server/database/database";
import { ERROR_CODES } from "@/shared/errors";
import { MARKS } from "../fuzz/people";
import type { Attack } from "./attack";
import type { WireAnswer } from "./wire";

const problemSchema = z.looseObject({ code: z.string(), status: z.number(), title: z.string() });
const takenSchema = z.looseObject({ id: z.string(), version: z.number().optional() });
const MARK = new RegExp(Object.values(MARKS).join("|"));
/** What only a mistake of ours would show: a stack, a query, a path of the machine. */
const INSIDES =
  /\n\s+at .+:\d+:\d+|node_modules|PrismaClient|syntax error at or near|\/src\/(server|features)\//;
/** The desk may say that it cannot just now, or that its disk is full. */
const EXCUSED = new Set([503, 507]);

/** What is wrong with an answer to an attack; empty when it is as it should be. */
export function judgeAnswer(attack: Attack, answer: WireAnswer): string[] {
  if (attack.isCut) {
    return [];
  }
  const { status, headers, text } = answer;
  if (status <= 0) {
    return status === 0 && attack.breaksHttp ? [] : [status === 0 ? "closed without an answer" : "silence"];
  }
  const wrong: string[] = [];
  if (status >= 500 && !EXCUSED.has(status)) {
    wrong.push(`answered ${status}`);
  }
  if (status >= 400 && !isRefusal(attack, answer)) {
    wrong.push(`${status} without a problem document: ${text.slice(0, 100)}`);
  }
  if ((attack.by?.forbidden ?? MARK).test(text)) {
    wrong.push("received what is not theirs");
  }
  if (INSIDES.test(text) && !headers.get("content-type")?.startsWith("text/html")) {
    wrong.push(`showed its insides: ${INSIDES.exec(text)?.[0].slice(0, 80) ?? ""}`);
  }
  if (/evil\.example/.test(headers.get("location") ?? "")) {
    wrong.push(`leads away: ${headers.get("location")?.slice(0, 100) ?? ""}`);
  }
  if (headers.get("x-content-type-options") !== "nosniff") {
    wrong.push(`${status} without nosniff`);
  }
  return wrong;
}

/** A refusal is a problem document with a code of ours; from the parser of HTTP an empty answer, of next-auth and pages their own. */
function isRefusal({ request, breaksHttp }: Attack, { status, headers, text }: WireAnswer): boolean {
  if (request.method === "HEAD" || (breaksHttp && text === "")) {
    return true;
  }
  const path = request.path.split("?", 1)[0] ?? "";
  if (!path.startsWith("/api/") || path.startsWith("/api/auth/")) {
    return status < 500 || EXCUSED.has(status);
  }
  if (headers.get("content-type") !== "application/problem+json") {
    return false;
  }
  const parsed = problemSchema.safeParse(parseJson(text));
  return parsed.success && Object.hasOwn(ERROR_CODES, parsed.data.code) && parsed.data.status === status;
}

const BODIES: Record<string, string> = {
  description:
    "SELECT description AS kept, version, public_version FROM ticket_texts JOIN tickets ON id = ticket_id WHERE id = $1",
  body: "SELECT body AS kept, NULL AS version, NULL AS public_version FROM comments WHERE id = $1",
};
const ONE_LINE: Record<string, string> = {
  title: "SELECT title AS kept, version, public_version FROM tickets WHERE id = $1",
};

/** What is wrong with how a text that was taken is kept: bodies exactly as typed, titles by the rule of one-line fields. */
export async function judgeKept(attack: Attack, answer: WireAnswer): Promise<string[]> {
  const { typed, request } = attack;
  const taken = takenSchema.safeParse(parseJson(answer.text));
  if (!typed || !taken.success || answer.status >= 300 || !/tickets|comments/.test(request.path)) {
    return [];
  }
  const { field, text } = typed;
  const query = BODIES[field] ?? ONE_LINE[field];
  if (query === undefined) {
    return [];
  }
  const { rows } = await pool().query<Kept>(query, [taken.data.id]);
  const [row] = rows;
  const shown: unknown = taken.data[field];
  // Another attacker may have changed the ticket since: then the answer alone says what was kept.
  const kept =
    row && isOvertaken(row, taken.data.version) && typeof shown === "string" ? shown : (row?.kept ?? null);
  const wrong = kept === shown ? [] : [`${field} is shown otherwise than it is kept`];
  if (field in BODIES) {
    const isExact = kept === text || kept === text.trim();
    return isExact ? wrong : [...wrong, `${field} is not kept as it was typed: ${excerpt(text, kept)}`];
  }
  return [...wrong, ...(kept === null ? [] : judgeLine(field, text, kept))];
}

interface Kept {
  kept: string;
  version: number | null;
  public_version: number | null;
}

/** Whether the ticket has another version than the answer, by either count. */
function isOvertaken({ version, public_version }: Kept, answered: number | undefined): boolean {
  return version !== null && version !== answered && public_version !== answered;
}

/** The rule of one-line fields, written down a second time: line breaks become spaces, controls and overrides go, NFC. */
function judgeLine(field: string, typed: string, kept: string): string[] {
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/.test(kept)) {
    return [`${field} holds a break, a control or an override: ${JSON.stringify(kept.slice(0, 60))}`];
  }
  if (kept !== kept.normalize("NFC")) {
    return [`${field} is not in one form`];
  }
  return letters(typed) === letters(kept) ? [] : [`${field} lost letters: ${excerpt(typed, kept)}`];
}

/** What a person reads of a text: no spaces, nothing invisible. */
function letters(text: string): string {
  return text.normalize("NFC").replace(/[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "");
}

function excerpt(typed: string, kept: string | null): string {
  return `${JSON.stringify(typed.slice(0, 60))} became ${JSON.stringify((kept ?? "nothing").slice(0, 60))}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
