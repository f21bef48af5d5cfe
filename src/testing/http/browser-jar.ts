import { GET, POST } from "@/app/api/auth/[...nextauth]/route";

/** The default address of the browser of these functions. */
export const ADDRESS = "192.0.2.7";

/** A browser's cookies, as far as these tests need them. */
export class CookieJar {
  private readonly cookies = new Map<string, string>();

  /** Keeps what an answer sets. */
  take(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const at = pair.indexOf("=");
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  /** Another jar with the same cookies. */
  copy(): CookieJar {
    const copy = new CookieJar();
    this.cookies.forEach((value, name) => copy.cookies.set(name, value));
    return copy;
  }

  /** The Cookie header that it sends. */
  get header(): string {
    return [...this.cookies]
      .filter(([, value]) => value !== "")
      .map(([name, value]) => `${name}=${value}`)
      .join("; ");
  }
}

/** GET below /api/auth, as a browser. */
export async function get(jar: CookieJar, path: string, host = "localhost:3003"): Promise<Response> {
  const response = await GET(
    new Request(`http://${host}/api/auth/${path}`, {
      headers: { host, cookie: jar.header, "x-forwarded-host": host, "x-forwarded-proto": "http" },
    }),
    { params: Promise.resolve({}) },
  );
  jar.take(response);
  return response;
}

/** POST of a form below /api/auth, as a browser. */
export async function post(
  jar: CookieJar,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const host = headers["host"] ?? "localhost:3003";
  const response = await POST(
    new Request(`http://${host}/api/auth/${path}`, {
      method: "POST",
      body: new URLSearchParams(fields).toString(),
      headers: {
        host,
        cookie: jar.header,
        "content-type": "application/x-www-form-urlencoded",
        "x-forwarded-host": host,
        "x-forwarded-proto": "http",
        "x-helpejo-client-address": ADDRESS,
        "user-agent": "a test",
        ...headers,
      },
    }),
    { params: Promise.resolve({}) },
  );
  jar.take(response);
  return response;
}

/** Signs in with e-mail and password, as a browser. */
export async function signIn(
  jar: CookieJar,
  email: string,
  password: string,
  more: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  const { csrfToken } = JSON.parse(await (await get(jar, "csrf", headers["host"])).text());
  return await post(
    jar,
    "callback/credentials",
    { email, password, csrfToken: String(csrfToken), json: "true", ...more },
    headers,
  );
}
