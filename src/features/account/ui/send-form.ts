import { ApiError, callApi, type ApiOptions } from "@/client/api/api";
import { readProblem, type Problem } from "@/client/api/post-json";

/** Sends a form by callApi, which asks for the password again where that is wanted; what went wrong comes back as a form shows it. */
export async function sendForm(path: string, options: ApiOptions): Promise<Problem | null> {
  try {
    await callApi(path, options);
    return null;
  } catch (error) {
    return problemOf(error);
  }
}

/** An error of callApi as a form shows it; any other is thrown on. */
function problemOf(error: unknown): Problem {
  if (!(error instanceof ApiError)) {
    throw error;
  }
  return readProblem(error.problem, error.retryAfter === null ? null : String(error.retryAfter));
}
