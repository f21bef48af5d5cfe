import { z } from "zod";
import { isLoginFilter, USUAL_FILTER } from "@/shared/directory/filter";
import { isDirectoryAddress } from "@/shared/directory/address";
import { parseName } from "@/shared/directory/distinguished-name";
import { parseGroupRoles } from "@/shared/directory/group-roles";

/** The variables of a directory by which people sign in. */
export const ldapVariables = {
  LDAP_URL: z
    .string()
    .refine(isDirectoryAddress, "must be an ldaps:// or ldap:// address without a path")
    .optional(),
  LDAP_BASE_DN: z.string().refine(isName, "must be a distinguished name").optional(),
  LDAP_BIND_DN: z.string().refine(isName, "must be a distinguished name").optional(),
  LDAP_BIND_PASSWORD: z.string().optional(),
  LDAP_USER_FILTER: z
    .string()
    .refine(isLoginFilter, "must be a filter as in RFC 4515 with {login} where what people type belongs")
    .optional(),
  LDAP_ROLE_MAP: z
    .string()
    .refine(
      (value) => parseGroupRoles(value) !== null,
      "must be pairs of a group and a role (user, viewer, agent or admin), with ; between them where groups are distinguished names",
    )
    .optional(),
  LDAP_LINK_BY_ADDRESS: z
    .enum(["0", "1"], { error: "must be 0 or 1" })
    .transform((value) => value === "1")
    .optional(),
};

/** A valid value for each of them. */
export const LDAP_EXAMPLES = {
  LDAP_URL: "ldaps://ldap.example.org",
  LDAP_BASE_DN: "dc=example,dc=org",
  LDAP_BIND_DN: "cn=helpejo,ou=services,dc=example,dc=org",
  LDAP_BIND_PASSWORD: "the password of LDAP_BIND_DN",
  LDAP_USER_FILTER: "(&(objectClass=person)(uid={login}))",
  LDAP_ROLE_MAP: "cn=it-admins,ou=groups,dc=example,dc=org=admin;it-staff=agent",
  LDAP_LINK_BY_ADDRESS: "1",
};

/** The directory of the environment, complete. */
export interface LdapEnv {
  url: string;
  baseDn: string;
  /** Null: people are searched for without a name. */
  bindDn: string | null;
  bindPassword: string | null;
  userFilter: string;
  /** Null: the directory says nothing of roles. */
  roleMap: string | null;
  linkByAddress: boolean;
}

type Values = Partial<z.infer<z.ZodObject<typeof ldapVariables>>>;

/** What is wrong between them. */
export function ldapContradictions(values: Values): [keyof typeof ldapVariables, string][] {
  const found: [keyof typeof ldapVariables, string][] = [];
  const { LDAP_URL, LDAP_BASE_DN, LDAP_BIND_DN, LDAP_BIND_PASSWORD } = values;
  const given = Object.entries(values).some(
    ([name, value]) => name.startsWith("LDAP_") && value !== undefined,
  );
  if (given && LDAP_URL === undefined) {
    found.push(["LDAP_URL", "is needed together with the other LDAP_ variables"]);
  }
  if (given && LDAP_BASE_DN === undefined) {
    found.push(["LDAP_BASE_DN", "is needed together with LDAP_URL"]);
  }
  if (LDAP_BIND_DN !== undefined && LDAP_BIND_PASSWORD === undefined) {
    found.push(["LDAP_BIND_PASSWORD", "is needed together with LDAP_BIND_DN"]);
  }
  if (LDAP_BIND_PASSWORD !== undefined && LDAP_BIND_DN === undefined) {
    found.push(["LDAP_BIND_DN", "is needed together with LDAP_BIND_PASSWORD"]);
  }
  return found;
}

/** The directory that the variables name; null where they name none. */
export function ldapOf(values: Values): LdapEnv | null {
  const { LDAP_URL, LDAP_BASE_DN } = values;
  return LDAP_URL === undefined || LDAP_BASE_DN === undefined
    ? null
    : {
        url: LDAP_URL,
        baseDn: LDAP_BASE_DN,
        bindDn: values.LDAP_BIND_DN ?? null,
        bindPassword: values.LDAP_BIND_PASSWORD ?? null,
        userFilter: values.LDAP_USER_FILTER ?? USUAL_FILTER,
        roleMap: values.LDAP_ROLE_MAP ?? null,
        linkByAddress: values.LDAP_LINK_BY_ADDRESS ?? false,
      };
}

function isName(value: string): boolean {
  return (parseName(value)?.length ?? 0) > 0;
}
