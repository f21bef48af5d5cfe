import { z } from "zod";
import { said } from "@/messages/server/keys";
import { DIRECTORY_STEPS } from "@/features/directories/schema";
import { PROVIDER_STEPS } from "@/features/providers/schema";
import { isDirectoryAddress, readDirectoryAddress } from "@/shared/directory/address";
import { isLoginFilter, USUAL_FILTER } from "@/shared/directory/filter";
import { parseName } from "@/shared/directory/distinguished-name";
import { parseGroupRoles } from "@/shared/directory/group-roles";

const LONGEST = 500;
const LONGEST_MAP = 10_000;
const LONGEST_CERTIFICATE = 20_000;

const short = z
  .string(said("fields.missing"))
  .trim()
  .max(LONGEST, said("fields.longest", { most: LONGEST }));
const name = short.refine((value) => (parseName(value)?.length ?? 0) > 0, said("fields.distinguishedName"));
/** A secret: absent it stays what it was, as long as it goes to the same place by the same name. */
const secret = z
  .string()
  .min(1, said("fields.missing"))
  .max(LONGEST, said("fields.longest", { most: LONGEST }));

/** Body of PUT /api/admin/sign-in/directory. */
export const directoryFormSchema = z
  .object({
    url: short.refine(isDirectoryAddress, said("fields.directoryUrl")),
    baseDn: name,
    /** Null: people are searched for without a name. */
    bindDn: name.nullable().default(null),
    bindPassword: secret.optional(),
    userFilter: z
      .string()
      .trim()
      .max(LONGEST * 4, said("fields.longest", { most: LONGEST * 4 }))
      .refine(isLoginFilter, said("fields.directoryFilter"))
      .default(USUAL_FILTER),
    /** Null: the directory says nothing of roles. */
    roleMap: z
      .string()
      .trim()
      .max(LONGEST_MAP, said("fields.longest", { most: LONGEST_MAP }))
      .refine((value) => parseGroupRoles(value) !== null, said("fields.roleMap"))
      .nullable()
      .default(null),
    /** Without TLS, which only a directory on this machine itself is spoken to. */
    isPlain: z.boolean().default(false),
    /** Whom to trust for its certificate, in PEM; null: whom this machine trusts. */
    certificate: z
      .string()
      .trim()
      .max(LONGEST_CERTIFICATE, said("fields.longest", { most: LONGEST_CERTIFICATE }))
      .regex(/^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----$/, said("fields.certificate"))
      .nullable()
      .default(null),
    /** Whether an address in `mail` makes somebody new the person here who owns it: only where nobody can write their own. */
    linkByAddress: z.boolean().default(false),
  })
  .refine(({ url, isPlain }) => !isPlain || isThisMachine(url), {
    path: ["isPlain"],
    message: said("fields.plainDirectory"),
  })
  .meta({ id: "DirectoryForm" });

/** A directory, as an admin sets it. */
export type DirectoryForm = z.infer<typeof directoryFormSchema>;

/** Body of PUT /api/admin/sign-in/provider. */
export const providerFormSchema = z.object({
  issuer: short.min(1, said("fields.missing")),
  clientId: short.min(1, said("fields.missing")),
  clientSecret: secret.optional(),
  name: z
    .string()
    .trim()
    .max(40, said("fields.longest", { most: 40 }))
    .nullable()
    .default(null),
  audience: short.nullable().default(null),
  roleClaim: short.nullable().default(null),
  roleMap: z
    .string()
    .trim()
    .max(LONGEST_MAP, said("fields.longest", { most: LONGEST_MAP }))
    .nullable()
    .default(null),
  createPeople: z.boolean().default(true),
  /** Values of `amr` or `acr` that count as a second factor, with commas; "*": every sign-in there does. Null: people show ours. */
  secondFactor: short.nullable().default(null),
});

/** An identity provider, as an admin sets it. */
export type ProviderForm = z.infer<typeof providerFormSchema>;

/** Body of POST /api/admin/sign-in/directory/test: settings that are not kept yet, else those that count; and who is looked for, with their password if it is to be tried. */
export const directoryTestSchema = z.object({
  settings: directoryFormSchema.optional(),
  login: short.min(1, said("fields.missing")),
  password: z
    .string()
    .max(LONGEST, said("fields.longest", { most: LONGEST }))
    .optional(),
});

/** A try of a directory. */
export type DirectoryTest = z.infer<typeof directoryTestSchema>;

/** Body of POST /api/admin/sign-in/provider/test. */
export const providerTestSchema = z.object({ settings: providerFormSchema.optional() });

/** A try of a provider. */
export type ProviderTest = z.infer<typeof providerTestSchema>;

const stepOf = <Name extends string>(names: readonly [Name, ...Name[]]) =>
  z.object({
    name: z.enum(names),
    /** "skipped": it was not come to. */
    outcome: z.enum(["fine", "failed", "skipped"]),
    /** What it came to, in a sentence. */
    detail: z.string().nullable(),
  });

/** The answer of a try of a directory: each step, in order. */
export const directoryStepsSchema = z
  .object({ steps: z.array(stepOf(DIRECTORY_STEPS)) })
  .meta({ id: "DirectorySteps" });

/** The answer of a try of a directory. */
export type DirectoryStepsDto = z.infer<typeof directoryStepsSchema>;

/** The answer of a try of a provider: each step, in order. */
export const providerStepsSchema = z
  .object({ steps: z.array(stepOf(PROVIDER_STEPS)) })
  .meta({ id: "ProviderSteps" });

/** The answer of a try of a provider. */
export type ProviderStepsDto = z.infer<typeof providerStepsSchema>;

const source = {
  /** Who set it. Variables cannot be changed on the page. */
  source: z.enum(["environment", "page", "none"]),
  /** The variables that set it. */
  variables: z.array(z.string()),
  /** False where what was set on the page cannot be opened any more, as its key is gone: it has to be set again. */
  isReadable: z.boolean(),
};

/** The ways in, as admins see them: never with a secret. */
export const waysInSchema = z
  .object({
    password: z.object({
      /** Admins who can come in by a password of ours, on a day when everything else is away. */
      admins: z.number().int(),
    }),
    registration: z.object({
      isOpen: z.boolean(),
      /** Of which domains an address has to be; none: of any. */
      domains: z.array(z.string()),
    }),
    directory: z.object({
      ...source,
      settings: z
        .object({
          url: z.string(),
          baseDn: z.string(),
          bindDn: z.string().nullable(),
          hasBindPassword: z.boolean(),
          userFilter: z.string(),
          roleMap: z.string().nullable(),
          isPlain: z.boolean(),
          certificate: z.string().nullable(),
          linkByAddress: z.boolean(),
        })
        .nullable(),
    }),
    provider: z.object({
      ...source,
      /** What has to be registered at the provider as the address to come back to. */
      callbackUrl: z.string(),
      settings: z
        .object({
          issuer: z.string(),
          clientId: z.string(),
          name: z.string().nullable(),
          audience: z.string(),
          roleClaim: z.string(),
          roleMap: z.string(),
          createPeople: z.boolean(),
          secondFactor: z.string(),
        })
        .nullable(),
    }),
  })
  .meta({ id: "WaysIn" });

/** The ways in, as admins see them. */
export type WaysInDto = z.infer<typeof waysInSchema>;

function isThisMachine(url: string): boolean {
  const address = readDirectoryAddress(url);
  return address !== null && address.isLoopback && !address.isTls;
}
