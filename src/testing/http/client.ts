/** An answer of the API, read. */
export interface ApiAnswer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Speaks to the API over HTTP as one person, by an access token, as any client outside this repository would; without one unauthenticated. */
export class HttpClient {
  constructor(
    private readonly url: string,
    private readonly token: string | null,
    private readonly always: {
      headers?: Record<string, string> | undefined;
      milliseconds?: number | undefined;
    } = {},
  ) {}

  /** Sends one request; throws only when the connection fails. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    const isForm = body instanceof FormData;
    return await this.ask(method, path, {
      headers: {
        ...(body === undefined || isForm ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
  }

  /** Sends a body as it stands, of whatever type. */
  async sendRaw(
    method: string,
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    contentType: string,
  ): Promise<ApiAnswer> {
    return await this.ask(method, path, { headers: { "content-type": contentType }, body });
  }

  /** GET; null for 404, an error for everything that is not 200. */
  async get(path: string): Promise<unknown> {
    const answer = await this.send("GET", path);
    if (answer.status === 404) {
      return null;
    }
    if (answer.status !== 200) {
      throw new Error(`GET ${path} answered ${answer.status}`);
    }
    return answer.body;
  }

  private async ask(
    method: string,
    path: string,
    { headers, body }: { headers: Record<string, string>; body?: BodyInit },
  ): Promise<ApiAnswer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
        ...this.always.headers,
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(this.always.milliseconds ?? 15_000),
    });
    return { status: response.status, headers: response.headers, body: readBody(await response.text()) };
  }
}

/** What is no JSON, such as a proxy's own page, stays a text. */
function readBody(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return text;
  }
}

/** Signs in by e-mail and password as contract clients do; returns the access token. */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  const answer = await new HttpClient(url, null).send("POST", "/api/token", { email, password });
  const token: unknown = Reflect.get(Object(answer.body), "accessToken");
  if (typeof token !== "string") {
    throw new Error(`signing in answered ${answer.status}`);
  }
  return token;
}
