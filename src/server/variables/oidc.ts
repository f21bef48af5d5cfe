import { z } from "zod";
import { parseRoleMap, type RoleRule } from "./role-map";
import { isLoopbackAddress } from "@/server/network/ip-address";

/** The settings of the identity provider (OpenID Connect), checked and complete. */
export interface OidcEnv {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The name on the button; null: the host name of the issuer. */
  name: string | null;
  /** The audience of its access tokens. */
  audience: string;
  /** The path of the claim that holds groups or roles, such as "realm_access.roles". */
  roleClaim: string;
  roleMap: readonly RoleRule[];
  createPeople: boolean;
  /** Values of `amr` or `acr` that count as a second factor; "*": every sign-in does. */
  secondFactor: readonly string[];
}

const LONGEST = 500;
const NAME_MAX = 40;

const short = z.string().max(LONGEST, `must have at most ${LONGEST} characters`);

/** Whether this can be the address of an issuer: https, and http on this machine alone; no query and no fragment. */
export function isIssuer(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : null;
  return url !== null && isTrustworthy(url) && url.search === "" && url.hash === "" && url.username === "";
}

/** Whether what is sent there stays unread on the way: https, or http within this machine. */
export function isTrustworthy(url: URL): boolean {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return (
    url.protocol === "https:" ||
    (url.protocol === "http:" && (/^localhost\.?$/i.test(host) || isLoopbackAddress(host)))
  );
}

/** The variables of the identity provider: strings in, typed values out. */
export const oidcVariables = {
  OIDC_ISSUER: short.refine(isIssuer, "must be the issuer's https address, without query").optional(),
  OIDC_CLIENT_ID: short.optional(),
  OIDC_CLIENT_SECRET: short.optional(),
  OIDC_NAME: z.string().max(NAME_MAX, `must have at most ${NAME_MAX} characters`).optional(),
  OIDC_AUDIENCE: short.optional(),
  OIDC_ROLE_CLAIM: short.regex(/^[^.\s]+(\.[^.\s]+)*$/, "must be a claim, or a path with dots").optional(),
  OIDC_ROLE_MAP: z
    .string()
    .transform((value, context) => {
      const rules = parseRoleMap(value);
      if (rules === null) {
        context.addIssue({
          code: "custom",
          message: "must be pairs of a group and one of user, viewer, agent, admin",
        });
        return z.NEVER;
      }
      return rules;
    })
    .optional(),
  OIDC_CREATE_PEOPLE: z
    .enum(["0", "1"], { error: "must be 0 or 1" })
    .transform((value) => value === "1")
    .optional(),
  OIDC_SECOND_FACTOR: short
    .regex(/^[^\s,]+(\s*,\s*[^\s,]+)*$/, "must be values of amr or acr with commas between them, or *")
    .transform((value) => value.split(",").map((one) => one.trim()))
    .optional(),
};

type Values = z.infer<z.ZodObject<typeof oidcVariables>>;

/** A valid value for each. */
export const OIDC_EXAMPLES = {
  OIDC_ISSUER: "https://login.example.org/realms/company",
  OIDC_CLIENT_ID: "helpejo",
  OIDC_CLIENT_SECRET: "the secret that the provider shows for this client",
  OIDC_NAME: "Company login",
  OIDC_AUDIENCE: "helpejo",
  OIDC_ROLE_CLAIM: "realm_access.roles",
  OIDC_ROLE_MAP: "it-admins=admin,it-staff=agent",
  OIDC_CREATE_PEOPLE: "0",
  OIDC_SECOND_FACTOR: "mfa,otp",
} as const satisfies Record<keyof Values, string>;

const NEEDED = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;

/** What is missing beside what is set, as pairs of a name and a sentence. */
export function oidcContradictions(values: Values): [keyof Values, string][] {
  const missing = NEEDED.filter((name) => values[name] === undefined);
  const given = Object.entries(values).find(([name, value]) => isOurs(name) && value !== undefined)?.[0];
  return given === undefined ? [] : missing.map((name) => [name, `is needed together with ${given}`]);
}

/** The settings of the provider; null when there is none. */
export function oidcOf(values: Values): OidcEnv | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    return null;
  }
  return {
    issuer,
    clientId,
    clientSecret,
    name: values.OIDC_NAME ?? null,
    audience: values.OIDC_AUDIENCE ?? clientId,
    roleClaim: values.OIDC_ROLE_CLAIM ?? "roles",
    roleMap: values.OIDC_ROLE_MAP ?? [],
    createPeople: values.OIDC_CREATE_PEOPLE ?? true,
    secondFactor: values.OIDC_SECOND_FACTOR ?? [],
  };
}

function isOurs(name: string): boolean {
  return Object.hasOwn(OIDC_EXAMPLES, name);
}
