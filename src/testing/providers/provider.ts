import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type JWTPayload } from "jose";
import Provider, { type Configuration } from "oidc-provider";

/** The client that the help desk is at the provider. */
export const CLIENT = { id: "helpejo", secret: "a secret of the provider's and ours" } as const;

/** The audience of the provider's access tokens. */
export const AUDIENCE = "helpejo-api";

/** What the provider says of somebody, beside their subject. */
export type ProviderPerson = Record<string, unknown>;

interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
}

/** The addresses of the help desk that are registered at the provider. */
interface Registered {
  redirectUri: string;
  afterLogout: string;
  backChannel: string;
}

/** The role map of the help desk that is its client. */
const ROLE_MAP = "it-admins=admin,it-staff=agent,auditors=viewer";

/** A real identity provider on a free port of this machine, with people whose claims a test changes. Who signs in there is not asked: it is `signsIn`. */
export class TestProvider {
  readonly people = new Map<string, ProviderPerson>();
  /** The subject who signs in next. */
  signsIn = "";
  /** Answers nothing any more, and keeps who asks waiting. */
  isSilent = false;
  /** The paths that were asked for. */
  readonly asked: string[] = [];
  private provider: Provider | null = null;
  private registered: Registered | null = null;
  private constructor(
    readonly issuer: string,
    private readonly server: Server,
    private key: SigningKey,
  ) {}

  /** Starts it on a free port, or on this one; nobody is answered before `registerDesk`. */
  static async start(port = 0): Promise<TestProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    const address = server.address();
    const issuer = `http://127.0.0.1:${typeof address === "object" && address ? address.port : port}`;
    const made = new TestProvider(issuer, server, await makeKey("first"));
    server.on("request", (request, response) => void made.answer(request, response));
    return made;
  }

  /** The variables of a help desk that is its client. */
  settings(name: string): Record<string, string> {
    return {
      OIDC_ISSUER: this.issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_NAME: name,
      OIDC_AUDIENCE: AUDIENCE,
      OIDC_ROLE_MAP: ROLE_MAP,
    };
  }

  /** Makes the help desk a client: it listens at `url`, and people may know it by another address. */
  async registerDesk(url: string, publicUrl = url): Promise<void> {
    this.registered = {
      redirectUri: `${publicUrl}/api/auth/callback/oidc`,
      afterLogout: `${publicUrl}/sign-in`,
      backChannel: `${url}/api/auth/oidc/backchannel-logout`,
    };
    await this.rebuild();
  }

  /** Signs with another key from now on; the former one is gone. */
  async rotateKeys(kid: string): Promise<void> {
    this.key = await makeKey(kid);
    await this.rebuild();
  }

  /** A token by the provider's key. What is undefined is left out of it. */
  async sign(claims: JWTPayload, header: { alg?: string; typ?: string; kid?: string } = {}): Promise<string> {
    const { kid, privateKey } = this.key;
    return await new SignJWT({ iss: this.issuer, iat: seconds(), ...claims })
      .setProtectedHeader({ alg: "RS256", kid, ...header })
      .sign(privateKey);
  }

  /** An access token for the help desk. */
  async accessToken(sub: string, claims: JWTPayload = {}): Promise<string> {
    const usual = { sub, aud: AUDIENCE, exp: seconds() + 300, jti: crypto.randomUUID() };
    return await this.sign({ ...usual, ...this.people.get(sub), ...claims }, { typ: "at+jwt" });
  }

  /** A token of back-channel logout. */
  async logoutToken(claims: JWTPayload): Promise<string> {
    const events = { "http://schemas.openid.net/event/backchannel-logout": {} };
    const usual = { aud: CLIENT.id, exp: seconds() + 120, jti: crypto.randomUUID(), events };
    return await this.sign({ ...usual, ...claims }, { typ: "logout+jwt" });
  }

  /** The public key of the present signing key, as the provider publishes it: a forger has it too. */
  async publicKey(): Promise<string> {
    return await exportSPKI(this.key.publicKey);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", this.issuer).pathname;
    this.asked.push(path);
    if (this.isSilent) {
      return;
    }
    if (!this.provider) {
      response.writeHead(503).end();
      return;
    }
    if (path.startsWith("/interaction/")) {
      // Who is asked here says at once who they are.
      await this.provider.interactionFinished(request, response, { login: { accountId: this.signsIn } });
      return;
    }
    await this.provider.callback()(request, response);
  }

  private async rebuild(): Promise<void> {
    if (!this.registered) {
      throw new Error("nobody is registered");
    }
    this.provider = new Provider(this.issuer, await configurationOf(this.key, this.people, this.registered));
  }
}

async function configurationOf(
  key: SigningKey,
  people: ReadonlyMap<string, ProviderPerson>,
  { redirectUri, afterLogout, backChannel }: Registered,
): Promise<Configuration> {
  return {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [afterLogout],
        backchannel_logout_uri: backChannel,
        backchannel_logout_session_required: true,
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(key.privateKey)), kid: key.kid, use: "sig", alg: "RS256" }] },
    cookies: { keys: ["only for tests"] },
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["name", "roles", "realm_access", "amr"],
    },
    conformIdTokenClaims: false,
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        // The page that would ask whether they mean it.
        logoutSource: (context, form) => {
          context.body = `<!doctype html><title>Sign out</title>${form}<button form="op.logoutForm" name="logout" value="yes">Yes</button>`;
        },
      },
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: async () => ({ sub, ...people.get(sub) }),
    }),
    // Nobody is asked whether the help desk may know who they are.
    loadExistingGrant: async (context) => {
      const { client, session, provider } = context.oidc;
      const grant = new provider.Grant({
        clientId: client?.clientId ?? "",
        accountId: session?.accountId ?? "",
      });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    // By itself it would not speak to this machine.
    fetch: async (url, options) => {
      Reflect.deleteProperty(Object(options), "dispatcher");
      return await fetch(url, options);
    },
  };
}

async function makeKey(kid: string): Promise<SigningKey> {
  return { kid, ...(await generateKeyPair("RS256", { extractable: true })) };
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
