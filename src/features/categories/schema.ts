import { z } from "zod";
import { said } from "@/messages/server/keys";
import { boundedList } from "@/shared/bounded-list";
import { PRIORITIES } from "@/shared/protocol/shapes";
import { lineText } from "@/shared/text";
import { CATEGORY_ICONS } from "./fields";

const CATEGORIES_MAX = 500;

/** A category as pickers show it; tickets carry its `key`. */
export const categorySchema = z
  .object({
    key: z.string(),
    name: z.string(),
    icon: z.enum(CATEGORY_ICONS).nullable(),
    /** Of tickets that are filed without one. */
    priority: z.enum(PRIORITIES).nullable(),
  })
  .meta({ id: "Category" });

/** A category as pickers show it. */
export type CategoryDto = z.infer<typeof categorySchema>;

/** A category as admins see it. */
export const adminCategorySchema = categorySchema
  .extend({
    position: z.number(),
    archived: z.boolean(),
    /** Of tickets that are filed without a team. */
    teamId: z.string().nullable(),
  })
  .meta({ id: "AdminCategory" });

/** A category as admins see it. */
export type AdminCategoryDto = z.infer<typeof adminCategorySchema>;

const categoryName = lineText({
  min: 1,
  max: 60,
  missing: said("fields.name"),
  tooShort: said("fields.name"),
  tooLong: said("fields.longest", { most: 60 }),
});

const categoryDefaults = {
  icon: z.enum(CATEGORY_ICONS).nullable().optional(),
  teamId: z.uuid(said("fields.notAnId")).toLowerCase().nullable().optional(),
  priority: z.enum(PRIORITIES).nullable().optional(),
};

/** Body of POST /api/admin/categories. */
export const categoryCreateSchema = z.object({
  ...categoryDefaults,
  key: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, said("fields.categoryKey"))
    .optional(),
  name: categoryName,
  position: z.number().int().min(0).max(1000).optional(),
});

/** A new category. */
export type CategoryCreate = z.infer<typeof categoryCreateSchema>;

/** Body of PATCH /api/admin/categories/{key}. */
export const categoryPatchSchema = z.object({
  ...categoryDefaults,
  name: categoryName.optional(),
  position: z.number().int().min(0).max(1000).optional(),
  archived: z.boolean().optional(),
  /** What the caller saw: of a field that is another by now, and is to change, the change is refused. */
  was: z
    .object({
      name: z.string().max(200),
      position: z.number().int(),
      archived: z.boolean(),
      icon: z.string().max(40).nullable(),
      teamId: z.string().max(40).nullable(),
      priority: z.string().max(20).nullable(),
    })
    .partial()
    .optional(),
});

/** A change of a category. */
export type CategoryPatch = z.infer<typeof categoryPatchSchema>;

/** Body of PUT /api/admin/categories: the keys of all categories in their new order, and in the one that the caller saw. */
export const categoryOrderSchema = z.object({
  keys: boundedList(z.string().max(40), { max: CATEGORIES_MAX }),
  was: boundedList(z.string().max(40), { max: CATEGORIES_MAX }),
});

/** A new order of the categories. */
export type CategoryOrder = z.infer<typeof categoryOrderSchema>;
