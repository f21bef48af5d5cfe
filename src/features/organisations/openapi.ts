import type { ApiPath } from "@/server/api/openapi";
import { pageSchema } from "@/shared/paging";
import {
  adminCategorySchema,
  auditEntrySchema,
  auditQuerySchema,
  categoryCreateSchema,
  categoryPatchSchema,
  categorySchema,
  settingsPatchSchema,
  settingsSchema,
  tagQuerySchema,
  tagSchema,
} from "./schema";

/** What belongs to the organisation as a whole: categories, tags, settings and the audit. */
export const organisationPaths: readonly ApiPath[] = [
  {
    method: "get",
    path: "/api/categories",
    summary: "Categories to choose among",
    responses: { 200: pageSchema(categorySchema) },
  },
  {
    method: "get",
    path: "/api/tags",
    summary: "Tags in use, as you may see them",
    request: { query: tagQuerySchema },
    responses: { 200: pageSchema(tagSchema) },
  },
  {
    method: "get",
    path: "/api/admin/categories",
    summary: "Every category",
    access: "admin",
    responses: { 200: pageSchema(adminCategorySchema) },
  },
  {
    method: "post",
    path: "/api/admin/categories",
    summary: "Make a category",
    access: "admin",
    request: { body: categoryCreateSchema },
    responses: { 201: adminCategorySchema },
  },
  {
    method: "patch",
    path: "/api/admin/categories/{key}",
    summary: "Change a category",
    access: "admin",
    request: { body: categoryPatchSchema },
    responses: { 200: adminCategorySchema },
  },
  {
    method: "get",
    path: "/api/admin/settings",
    summary: "The organisation's settings",
    access: "admin",
    responses: { 200: settingsSchema },
  },
  {
    method: "patch",
    path: "/api/admin/settings",
    summary: "Change the settings",
    access: "admin",
    request: { body: settingsPatchSchema },
    responses: { 200: settingsSchema },
  },
  {
    method: "get",
    path: "/api/admin/audit",
    summary:
      "What was done to people, teams, settings and sessions, who signed in, what was tried and refused",
    access: "admin",
    request: { query: auditQuerySchema },
    responses: { 200: pageSchema(auditEntrySchema) },
  },
];
