import { z } from "zod";
import { failedRequest, refusedRequest } from "./words";

const REQUEST_MILLISECONDS = 10_000;
const LAST_MILLISECONDS = 5_000;

const problemSchema = z.object({ code: z.string(), detail: z.string().optional() });

/** The HTTP side of the check; every failure is a CheckFailure in words. */
export class Api {
  /** Sets the person of all later requests. */
  token: string | null = null;

  constructor(
    private readonly url: string,
    private readonly deadline: AbortSignal,
  ) {}

  /** Sends a request and returns its JSON. */
  call(method: string, path: string, body?: unknown): Promise<unknown> {
    return this.send(
      method,
      path,
      body,
      AbortSignal.any([this.deadline, AbortSignal.timeout(REQUEST_MILLISECONDS)]),
    );
  }

  /** The same for what has to be tidied up, also when the time is over. */
  last(method: string, path: string, body: unknown): Promise<unknown> {
    return this.send(method, path, body, AbortSignal.timeout(LAST_MILLISECONDS));
  }

  private async send(method: string, path: string, body: unknown, signal: AbortSignal): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: "manual",
      signal,
      headers: {
        "user-agent": "Helpejo check:socket",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw failedRequest(this.url, error);
    });
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      const problem = problemSchema.safeParse(answer).data;
      throw refusedRequest(
        `${method} ${path}`,
        response.status,
        problem?.code ?? null,
        problem?.detail ?? null,
      );
    }
    return answer;
  }
}
