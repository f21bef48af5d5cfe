import createClient from "openapi-fetch";
import type { paths } from "helpejo-openapi";

// A client of the API whose types are generated from its document. `npm run check` compiles it, so it stays true.
// For your own: `npm run --silent openapi > openapi.json`, `npx openapi-typescript openapi.json --output openapi.d.ts`.

const api = createClient<paths>({ baseUrl: "http://localhost:3003" });

/** Signs in; from then on every request carries the access token. */
export async function signIn(email: string, password: string): Promise<void> {
  const { data, error } = await api.POST("/api/token", { body: { email, password } });
  if (error) {
    throw new Error(error.code === "invalid_credentials" ? "Wrong e-mail or password." : error.detail);
  }
  api.use({
    onRequest: ({ request }) => request.headers.set("authorization", `Bearer ${data.accessToken}`),
  });
}

/** The numbers of all urgent tickets that wait, page after page. */
export async function urgentNumbers(): Promise<number[]> {
  const numbers: number[] = [];
  let cursor: string | null = null;
  do {
    const { data, error } = await nextPage(cursor);
    if (error) {
      throw new Error(error.detail);
    }
    numbers.push(...data.items.map((ticket) => ticket.number));
    cursor = data.nextCursor;
  } while (cursor !== null);
  return numbers;
}

function nextPage(cursor: string | null) {
  const page = cursor === null ? {} : { cursor };
  return api.GET("/api/tickets", {
    params: { query: { priority: ["urgent"], status: ["open", "in_progress"], limit: 100, ...page } },
  });
}

/** Closes a ticket unless somebody changed its state since `version`; then tells the state that it has now. */
export async function closeTicket(ticket: string, version: number): Promise<string> {
  const { data, error } = await api.PATCH("/api/tickets/{ticket}", {
    params: { path: { ticket }, header: { "Idempotency-Key": crypto.randomUUID() } },
    body: { status: "closed", version },
  });
  if (data) {
    return data.status;
  }
  if (error.code === "conflict" && error.ticket) {
    return error.ticket.status;
  }
  throw new Error(`${error.code}: ${error.detail}`);
}
