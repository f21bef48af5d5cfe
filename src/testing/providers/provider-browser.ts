import { CookieJar } from "../http/browser-jar";

/** A browser that follows redirects between a help desk and an identity provider, each with its own cookies. */
export class ProviderBrowser {
  private readonly jars = new Map<string, CookieJar>();

  constructor(
    /** Where the help desk listens. */
    private readonly desk: string,
    /** The address that it calls its own. */
    private readonly publicUrl: string,
  ) {}

  /** Signs in by the provider, and returns where that ends: a page of the help desk. */
  async signIn(query = ""): Promise<URL> {
    return await this.follow(`${this.desk}/api/auth/oidc/start${query}`);
  }

  /** Follows redirects from `address` to a page of the help desk, or to an answer that is none. */
  async follow(address: string): Promise<URL> {
    for (let at = new URL(address), hops = 0; hops < 20; hops += 1) {
      if (at.origin === this.publicUrl && !at.pathname.startsWith("/api/")) {
        return at;
      }
      const response = await this.ask(at.href);
      await response.body?.cancel();
      const location = response.headers.get("location");
      if (location === null) {
        return at;
      }
      at = new URL(location, at);
    }
    throw new Error(`${address} redirects for ever`);
  }

  /** One request, with the cookies of where it goes; redirects are not followed. */
  async ask(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address.replace(this.publicUrl, this.desk));
    const jar = this.jarOf(url.origin);
    const headers = new Headers(init.headers);
    if (jar.header !== "") {
      headers.set("cookie", jar.header);
    }
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    jar.take(response);
    return response;
  }

  /** Who the help desk says that this browser's person is; null when nobody is signed in. */
  async me(): Promise<unknown> {
    const response = await this.ask(`${this.desk}/api/me`);
    return response.status === 401 ? null : await response.json();
  }

  /** The cookies that the help desk gets. */
  cookies(): string {
    return this.jarOf(this.desk).header;
  }

  /** A browser with the same cookies. */
  copy(): ProviderBrowser {
    const copy = new ProviderBrowser(this.desk, this.publicUrl);
    this.jars.forEach((jar, origin) => copy.jars.set(origin, jar.copy()));
    return copy;
  }

  private jarOf(origin: string): CookieJar {
    const jar = this.jars.get(origin) ?? new CookieJar();
    this.jars.set(origin, jar);
    return jar;
  }
}
