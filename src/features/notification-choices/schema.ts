import { z } from "zod";
import { said } from "@/messages/server/keys";
import { CHOOSABLE_KINDS, MAIL_TIMES } from "./fields";

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
