import { currentTranslate } from "@/messages/current";

/** A problem in words for the person, as far as a form can show it. */
export interface Problem {
  code: string;
  detail: string;
  /** By the name of the field. */
  fields: Record<string, string>;
  /** Seconds to wait, where the server said so. */
  retryAfter: number | null;
}

/** Sends `body` as JSON and returns null on success, else the problem; it never throws. */
export async function postJson(path: string, body: unknown): Promise<Problem | null> {
  return (await askJson(path, body)).problem;
}

/** The same, with the answer's JSON on success; null where there is none. */
export async function askJson(
  path: string,
  body: unknown,
): Promise<{ problem: Problem | null; answer: unknown }> {
  return await ask(path, {
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Sends values and at most one file as a form, and returns null on success, else the problem; it never throws. */
export async function postForm(
  path: string,
  values: Record<string, string>,
  file: File | null,
): Promise<Problem | null> {
  const form = new FormData();
  Object.entries(values).forEach(([name, value]) => form.append(name, value));
  if (file) {
    form.append("file", file, file.name);
  }
  return (await ask(path, { body: form })).problem;
}

async function ask(path: string, init: RequestInit): Promise<{ problem: Problem | null; answer: unknown }> {
  try {
    const response = await fetch(path, { method: "POST", ...init });
    const answer: unknown = await response.json().catch(() => null);
    return response.ok
      ? { problem: null, answer }
      : { problem: readProblem(answer, response.headers.get("retry-after")), answer: null };
  } catch {
    return {
      problem: {
        code: "offline",
        detail: currentTranslate()("client.unreachable"),
        fields: {},
        retryAfter: null,
      },
      answer: null,
    };
  }
}

/** Reads the parsed body of a problem document. */
export function readProblem(body: unknown, retryAfter: string | null): Problem {
  const errors: unknown = member(body, "errors");
  const fields = Array.isArray(errors)
    ? errors.map((error) => [text(member(error, "path")), text(member(error, "message"))] as const)
    : [];
  return {
    code: text(member(body, "code")) || "internal",
    detail: text(member(body, "detail")) || currentTranslate()("client.ourFault"),
    // The first message of a field is the one that names the cause.
    fields: Object.fromEntries(fields.reverse()),
    retryAfter: retryAfter === null ? null : Number(retryAfter),
  };
}

/** A member of an unknown value, or undefined. */
export function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** A string as it is; undefined for anything else. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
