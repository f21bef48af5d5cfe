import { invalidInput } from "@/server/http/bodies/field-refusals";
import { passwordSchema } from "@/features/users/schema";
import { askHidden, makePassword } from "@/server/process/ask-password";
import { UsageError } from "./usage-error";

/** A new password: made up when asked for, or where nobody can type one; `shown` is the line that prints a generated one. */
export async function choosePassword(isMadeUp: boolean): Promise<{ password: string; shown: string }> {
  const typed = isMadeUp ? "" : ((await askHidden("Password (Enter makes one up): ")) ?? "");
  if (typed === "") {
    const password = makePassword();
    return { password, shown: `\nPassword: ${password}` };
  }
  const checked = passwordSchema.safeParse(typed);
  if (!checked.success) {
    throw new UsageError(invalidInput(checked.error.issues).message);
  }
  if ((await askHidden("The same again: ")) !== typed) {
    throw new UsageError("The two were not the same; nothing was changed.");
  }
  return { password: typed, shown: "" };
}
