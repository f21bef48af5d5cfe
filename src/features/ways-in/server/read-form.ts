import { z } from "zod";
import { say } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import { oidcOf, oidcVariables } from "@/server/variables/oidc";
import { AppError, refusedField } from "@/shared/errors";
import type { DirectorySettings } from "@/features/directories/schema";
import type { ProviderSettings } from "@/features/providers/server/read-settings";
import type { DirectoryForm, ProviderForm } from "@/features/ways-in/schema";

/**
 * The settings of a form. A password that is not given again stays what it was only where it goes to the same place under the same
 * name: nobody who may change the address gets to read it elsewhere. Throws `invalid` with the field.
 */
export function completeDirectory(form: DirectoryForm, stored: DirectorySettings | null): DirectorySettings {
  const isSame =
    stored !== null &&
    stored.url === form.url &&
    stored.bindDn === form.bindDn &&
    stored.isPlain === form.isPlain &&
    stored.certificate === form.certificate;
  const bindPassword = form.bindPassword ?? (isSame ? stored.bindPassword : null);
  if (form.bindDn !== null && bindPassword === null) {
    throw refusedField("bindPassword", say("refusals.directories.secretAgain"));
  }
  if (form.bindDn === null && form.bindPassword !== undefined) {
    throw refusedField("bindDn", say("refusals.directories.nameMissing"));
  }
  return { ...form, bindPassword: form.bindDn === null ? null : bindPassword };
}

const FIELDS = {
  OIDC_ISSUER: "issuer",
  OIDC_CLIENT_ID: "clientId",
  OIDC_CLIENT_SECRET: "clientSecret",
  OIDC_NAME: "name",
  OIDC_AUDIENCE: "audience",
  OIDC_ROLE_CLAIM: "roleClaim",
  OIDC_ROLE_MAP: "roleMap",
  OIDC_CREATE_PEOPLE: "createPeople",
  OIDC_SECOND_FACTOR: "secondFactor",
} as const;

const valuesSchema = z.object(oidcVariables);

/** The same for a provider, by the rules of the variables. */
export function completeProvider(form: ProviderForm, stored: ProviderSettings | null): ProviderSettings {
  const isSame = stored !== null && stored.issuer === form.issuer && stored.clientId === form.clientId;
  const clientSecret = form.clientSecret ?? (isSame ? stored.clientSecret : null);
  if (clientSecret === null) {
    throw refusedField("clientSecret", say("refusals.directories.secretAgain"));
  }
  const parsed = valuesSchema.safeParse({
    OIDC_ISSUER: form.issuer,
    OIDC_CLIENT_ID: form.clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    OIDC_NAME: form.name || undefined,
    OIDC_AUDIENCE: form.audience || undefined,
    OIDC_ROLE_CLAIM: form.roleClaim || undefined,
    OIDC_ROLE_MAP: form.roleMap || undefined,
    OIDC_CREATE_PEOPLE: form.createPeople ? "1" : "0",
    OIDC_SECOND_FACTOR: form.secondFactor || undefined,
  });
  if (!parsed.success) {
    const errors = parsed.error.issues.map((issue) => fieldError(String(issue.path[0])));
    throw new AppError("invalid", errors[0]?.sentence, { errors });
  }
  const settings = oidcOf(parsed.data);
  if (settings === null) {
    throw refusedField("issuer", say("fields.issuer"));
  }
  return settings;
}

function fieldError(variable: string): { path: string; sentence: Sentence } {
  const path = Object.entries(FIELDS).find(([name]) => name === variable)?.[1] ?? "issuer";
  switch (path) {
    case "issuer":
      return { path, sentence: say("fields.issuer") };
    case "roleMap":
      return { path, sentence: say("fields.roleMap") };
    case "secondFactor":
      return { path, sentence: say("fields.secondFactorValues") };
    case "roleClaim":
      return { path, sentence: say("fields.roleClaim") };
    default:
      return { path, sentence: say("fields.missing") };
  }
}
