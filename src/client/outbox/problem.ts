import { ApiError } from "@/client/api/api";
import { currentTranslate } from "@/messages/current";
import type { OutboxProblem } from "./outbox";

/** What is shown to the person. */
export function wordsOf(problem: OutboxProblem): string {
  return problem.errors[0]?.message ?? problem.detail;
}

/** Why a request failed, as the outbox keeps it. */
export function problemOf(error: unknown): OutboxProblem {
  return error instanceof ApiError
    ? {
        status: error.status,
        code: error.code,
        detail: error.message,
        errors: error.errors,
        members: error.problem,
      }
    : {
        status: 400,
        code: "unknown",
        detail: currentTranslate()("client.pageWrong"),
        errors: [],
        members: {},
      };
}
