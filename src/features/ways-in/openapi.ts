import type { ApiPaths } from "@/server/api/openapi";
import {
  directoryFormSchema,
  directoryStepsSchema,
  directoryTestSchema,
  providerFormSchema,
  providerStepsSchema,
  providerTestSchema,
  waysInSchema,
} from "./schema";

const KEPT =
  "A secret that is not given stays what it was, as long as it goes to the same place under the same name. Needs a password shown in the last 30 minutes, else 403 `reauthentication_required`.";
const errors = ["reauthentication_required", "conflict", "last_admin"] as const;

/** By what people come in: passwords, registration, a directory, an identity provider. */
export const waysInPaths: ApiPaths = {
  "/api/admin/sign-in": {
    get: { id: "getWaysIn", summary: "By what people come in, and who set it", ok: waysInSchema },
  },
  "/api/admin/sign-in/directory": {
    put: {
      id: "setDirectory",
      summary: "Set the directory (LDAP)",
      description: KEPT,
      body: directoryFormSchema,
      ok: waysInSchema,
      errors: [...errors],
    },
    delete: { id: "removeDirectory", summary: "Remove the directory", ok: waysInSchema, errors: [...errors] },
  },
  "/api/admin/sign-in/directory/test": {
    post: {
      id: "testDirectory",
      summary: "Try a directory, step by step",
      body: directoryTestSchema,
      ok: directoryStepsSchema,
      errors: ["not_found", "rate_limited"],
    },
  },
  "/api/admin/sign-in/provider": {
    put: {
      id: "setProvider",
      summary: "Set the identity provider (OpenID Connect)",
      description: KEPT,
      body: providerFormSchema,
      ok: waysInSchema,
      errors: [...errors],
    },
    delete: {
      id: "removeProvider",
      summary: "Remove the identity provider",
      ok: waysInSchema,
      errors: [...errors],
    },
  },
  "/api/admin/sign-in/provider/test": {
    post: {
      id: "testProvider",
      summary: "Try an identity provider, step by step",
      body: providerTestSchema,
      ok: providerStepsSchema,
      errors: ["not_found", "rate_limited"],
    },
  },
};
