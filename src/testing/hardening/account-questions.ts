import { CookieJar, post, signIn } from "../http/browser-jar";

/** A way for anybody to ask something about an address, whose answer must not depend on whether it has an account. */
export interface AccountQuestion {
  what: string;
  /** `turn` differs each time, for what takes nothing twice. */
  ask(email: string, turn: number): Promise<Response>;
}

const WRONG = "not this password 12";

/** Every way that takes an address or a name from anybody, at the help desk of this address. */
export function accountQuestions(url: string): AccountQuestion[] {
  const send = async (path: string, body: unknown): Promise<Response> =>
    await fetch(`${url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  return [
    { what: "POST /api/token", ask: (email) => send("/api/token", { email, password: WRONG }) },
    {
      what: "POST /api/token with a code",
      ask: (email) => send("/api/token", { email, password: WRONG, totp: "123456" }),
    },
    { what: "the form of the sign-in page", ask: (email) => signIn(new CookieJar(), email, WRONG) },
    { what: "POST /api/password-reset", ask: (email) => send("/api/password-reset", { email }) },
    {
      what: "POST /api/register, where mail is sent",
      ask: (email, turn) =>
        send("/api/register", { name: "Somebody", email, password: `seven grey geese ${turn} cross a lake` }),
    },
    {
      what: "POST /api/guest/tickets",
      ask: async (email, turn) => {
        const form = new FormData();
        Object.entries({
          name: "Somebody",
          email,
          title: `The projector hums ${turn}`,
          description: "It hums all day long.",
        }).forEach(([name, value]) => form.append(name, value));
        return await fetch(`${url}/api/guest/tickets`, { method: "POST", body: form });
      },
    },
    { what: "POST /api/guest/links", ask: (email) => send("/api/guest/links", { email }) },
    // It takes no address; somebody may send one all the same.
    { what: "POST /api/passkey-challenge", ask: (email) => send("/api/passkey-challenge", { email }) },
    {
      what: "an answer of a passkey that names an address",
      ask: (email) => {
        const handle = Buffer.from(email).toString("base64url");
        const response = {
          clientDataJSON: "AAAA",
          authenticatorData: "AAAA",
          signature: "AAAA",
          userHandle: handle,
        };
        const passkey = { id: handle, rawId: handle, type: "public-key", response };
        return post(new CookieJar(), "callback/passkey", { passkey: JSON.stringify(passkey), json: "true" });
      },
    },
  ];
}
