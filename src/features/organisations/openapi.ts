import { z } from "zod";
import type { ApiPaths } from "@/server/api/openapi";
import { pageSchema } from "@/shared/paging";
import {
  adminCategorySchema,
  categoryCreateSchema,
  categoryOrderSchema,
  categoryPatchSchema,
  categorySchema,
} from "@/features/categories/schema";
import {
  logoQuerySchema,
  lookSchema,
  settingsPatchSchema,
  settingsSchema,
  tagQuerySchema,
  tagSchema,
} from "./schema";

/** Body of PUT /api/admin/settings/logo: the form is read as it comes. */
const logoUploadSchema = z.object({ file: z.string().meta({ format: "binary" }) });

/** What belongs to the organisation as a whole: categories, tags and settings. */
export const organisationPaths: ApiPaths = {
  "/api/categories": {
    get: { id: "listCategories", summary: "Categories to choose among", ok: pageSchema(categorySchema) },
  },
  "/api/organisation": {
    get: {
      id: "getOrganisation",
      summary: "How the organisation of this host looks",
      description: "Its name, its logo and its accent.",
      access: "anyone",
      ok: lookSchema,
    },
  },
  "/api/organisation/logo": {
    get: {
      id: "getLogo",
      summary: "The organisation's logo",
      query: logoQuerySchema,
      access: "anyone",
      ok: "file",
      errors: ["not_found"],
    },
  },
  "/api/tags": {
    get: {
      id: "listTags",
      summary: "Tags in use, as you may see them",
      query: tagQuerySchema,
      ok: pageSchema(tagSchema),
    },
  },
  "/api/admin/categories": {
    get: { id: "listAllCategories", summary: "Every category", ok: pageSchema(adminCategorySchema) },
    post: {
      id: "createCategory",
      summary: "Make a category",
      body: categoryCreateSchema,
      created: adminCategorySchema,
      errors: ["name_taken"],
    },
    put: {
      id: "orderCategories",
      summary: "Put the categories into a new order",
      description:
        "`keys` holds all of them, `was` the order that you saw: when another admin has changed it since, 409 `conflict`, whose `current` is the list.",
      body: categoryOrderSchema,
      ok: z.object({ items: z.array(adminCategorySchema) }),
      errors: ["conflict"],
    },
  },
  "/api/admin/categories/{key}": {
    patch: {
      id: "updateCategory",
      summary: "Change a category",
      body: categoryPatchSchema,
      ok: adminCategorySchema,
      errors: ["name_taken", "conflict"],
    },
  },
  "/api/admin/settings/logo": {
    put: {
      id: "changeLogo",
      summary: "Give the organisation a logo",
      description:
        "A picture of at most 10 MB in the field `file`; it is kept within 480 by 120 pixels, as PNG, which mails carry too.",
      body: logoUploadSchema,
      contentType: "multipart/form-data",
      ok: settingsSchema,
    },
    delete: { id: "removeLogo", summary: "Take the logo away" },
  },
  "/api/admin/settings": {
    get: { id: "getSettings", summary: "The organisation's settings", ok: settingsSchema },
    patch: {
      id: "updateSettings",
      summary: "Change the settings",
      body: settingsPatchSchema,
      ok: settingsSchema,
      errors: ["reauthentication_required", "conflict"],
    },
  },
};
