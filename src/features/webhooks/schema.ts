import { z } from "zod";
import { said } from "@/messages/server/keys";
import { boundedList } from "@/shared/bounded-list";
import { pageFields, pageSchema } from "@/shared/paging";
import { lineText } from "@/shared/text";
import {
  ALL_TYPES,
  DELIVERY_STATES,
  DISABLED_BECAUSE,
  WEBHOOK_SIDES,
  WEBHOOK_STATES,
  WEBHOOK_TYPES,
} from "./fields";

const URL_MAX = 2_000;
const DESCRIPTION_MAX = 200;

const typeSchema = z.enum([ALL_TYPES, ...WEBHOOK_TYPES], said("fields.webhookTypes"));

/** A webhook as admins see it; never its secret. */
export const webhookSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    /** Names of events; `*` for all. */
    types: z.array(typeSchema),
    side: z.enum(WEBHOOK_SIDES),
    enabled: z.boolean(),
    state: z.enum(WEBHOOK_STATES),
    disabledBecause: z.enum(DISABLED_BECAUSE).nullable(),
    /** Since when nothing has arrived; null where the last delivery did. */
    failingSince: z.string().nullable(),
    /** When a delivery arrived last. */
    deliveredAt: z.string().nullable(),
    /** Deliveries that wait; at most 1,000 are counted. */
    waiting: z.number().int(),
    /** Until when the secret before the last change signs along; null where there is none. */
    formerSecretUntil: z.string().nullable(),
    createdAt: z.string(),
  })
  .meta({ id: "Webhook" });

/** A webhook as admins see it. */
export type WebhookDto = z.infer<typeof webhookSchema>;

/** A webhook with a new secret: shown this once; null where the same request was answered before. */
export const webhookWithSecretSchema = webhookSchema
  .extend({ secret: z.string().nullable() })
  .meta({ id: "WebhookWithSecret" });

/** A webhook with a new secret. */
export type WebhookWithSecretDto = z.infer<typeof webhookWithSecretSchema>;

/** The query of GET /api/admin/webhooks. */
export const webhookQuerySchema = z.object({ ...pageFields }).meta({ id: "WebhookQuery" });

/** What GET /api/admin/webhooks answers. */
export const webhookPageSchema = pageSchema(webhookSchema);

/** A page of webhooks. */
export type WebhookPage = z.infer<typeof webhookPageSchema>;

const fields = {
  url: z
    .string(said("fields.webhookUrl"))
    .trim()
    .max(URL_MAX, { message: said("fields.longest", { most: URL_MAX }), abort: true })
    .refine((text) => readWebhookUrl(text) !== null, said("fields.webhookUrl"))
    .overwrite((text) => readWebhookUrl(text)?.href ?? text)
    .meta({ examples: ["https://hook.example.org/in"] }),
  types: boundedList(typeSchema, { max: WEBHOOK_TYPES.length + 1 }),
  description: lineText({
    max: DESCRIPTION_MAX,
    tooLong: said("fields.longest", { most: DESCRIPTION_MAX }),
  }),
  side: z.enum(WEBHOOK_SIDES, said("fields.webhookSide")),
  enabled: z.boolean(),
};

/** Body of POST /api/admin/webhooks: without types it is sent all events. */
export const webhookCreateSchema = z.object({
  url: fields.url,
  types: fields.types.default([]),
  description: fields.description.default(""),
  side: fields.side.default("public"),
  enabled: fields.enabled.default(true),
});

/** A new webhook. */
export type WebhookCreate = z.infer<typeof webhookCreateSchema>;

/** Body of PATCH /api/admin/webhooks/{id}. */
export const webhookPatchSchema = z.object({
  ...z.object(fields).partial().shape,
  /** What the caller saw: of a field that is another by now, and is to change, the change is refused. */
  was: z
    .object({
      url: z.string().max(URL_MAX),
      types: boundedList(z.string().max(60), { max: WEBHOOK_TYPES.length + 1 }),
      description: z.string().max(DESCRIPTION_MAX * 10),
      side: z.string().max(20),
      enabled: z.boolean(),
    })
    .partial()
    .optional(),
});

/** A change of a webhook. */
export type WebhookPatch = z.infer<typeof webhookPatchSchema>;

/** One delivery, as admins see it. */
export const webhookDeliverySchema = z
  .object({
    /** The `webhook-id` of each of its tries. */
    id: z.string(),
    webhookId: z.string(),
    type: z.string(),
    ticketId: z.string().nullable(),
    /** The number of the ticket. */
    number: z.number().int().nullable(),
    state: z.enum(DELIVERY_STATES),
    attempts: z.number().int(),
    /** When it is tried next; null where it is not tried any more. */
    nextTryAt: z.string().nullable(),
    /** Whether it waits until an earlier one of its ticket has arrived or was given up. */
    isBehind: z.boolean(),
    /** What was answered the last time: the status, and the first kilobyte. */
    status: z.number().int().nullable(),
    answer: z.string().nullable(),
    /** How long the last try took. */
    milliseconds: z.number().int().nullable(),
    /** Why it did not arrive, in the reader's language. */
    error: z.string().nullable(),
    /** What was sent the last time; null before that, and where somebody's data was erased. */
    body: z.string().nullable(),
    createdAt: z.string(),
    triedAt: z.string().nullable(),
    settledAt: z.string().nullable(),
  })
  .meta({ id: "WebhookDelivery" });

/** One delivery, as admins see it. */
export type WebhookDeliveryDto = z.infer<typeof webhookDeliverySchema>;

/** The query of GET /api/admin/webhooks/{id}/deliveries. */
export const deliveryQuerySchema = z
  .object({
    state: boundedList(z.enum(DELIVERY_STATES, said("fields.deliveryState"))).optional(),
    ...pageFields,
  })
  .meta({ id: "WebhookDeliveryQuery" });

/** The query of a webhook's deliveries. */
export type DeliveryQuery = z.infer<typeof deliveryQuerySchema>;

/** What GET /api/admin/webhooks/{id}/deliveries answers. */
export const deliveryPageSchema = pageSchema(webhookDeliverySchema);

/** A page of deliveries. */
export type DeliveryPage = z.infer<typeof deliveryPageSchema>;

/** An address that a webhook may have: of http or https, without a name, a password and a fragment. Null for any other. */
export function readWebhookUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain =
    url !== null &&
    (url.protocol === "https:" || url.protocol === "http:") &&
    url.username === "" &&
    url.password === "" &&
    !text.includes("#") &&
    url.href.length <= URL_MAX;
  return isPlain ? url : null;
}
