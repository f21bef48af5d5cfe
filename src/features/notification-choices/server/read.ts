import { choicesOf, type Choices, type Chooser } from "@/features/notification-choices/fields";
import { chosenSchema } from "@/features/notification-choices/schema";

/** How a person is notified, by what their row holds; a row of another release counts as far as it is known. */
export function readChoices(chooser: Chooser, stored: unknown): Choices {
  return choicesOf(chooser, chosenSchema.parse(stored));
}
