import { z } from "zod";
import { said } from "@/messages/server/keys";
import { NOTIFICATION_KINDS } from "@/shared/protocol/shapes";
import { MAIL_ONLY_KINDS, MAIL_TIMES } from "./fields";

/** What can be notified of. */
export const CHOOSABLE_KINDS = [...NOTIFICATION_KINDS, ...MAIL_ONLY_KINDS] as const;

const kindSchema = z.enum(CHOOSABLE_KINDS);
const choiceSchema = z.object({
  /** In the list behind the bell. */
  bell: z.boolean(),
  /** When it is mailed. */
  mail: z.enum(MAIL_TIMES, said("fields.mailTime")),
});

/** How a person is notified, by the kinds that can reach them. */
export const notificationChoicesSchema = z
  .partialRecord(kindSchema, choiceSchema)
  .meta({ id: "NotificationChoices" });

/** A change of choices: what is absent stays. */
export const choicesPatchSchema = z.partialRecord(kindSchema, choiceSchema.partial());

/** A change of choices. */
export type ChoicesPatch = z.infer<typeof choicesPatchSchema>;

/** What a person's row holds: only what they chose. */
export const chosenSchema = choicesPatchSchema.catch({});
