import type { CannedReplyDto } from "@/features/canned-replies/schema";
import { ownerChoiceOf, ownerOf, type OwnerChoice } from "@/features/library/ui/use-owners";

/** The form: the fields as people choose them. */
export interface CannedReplyForm {
  name: string;
  keyword: string;
  owner: OwnerChoice;
  body: string;
}

/** A form in which nothing stands yet. */
export const NO_FIELDS: CannedReplyForm = { name: "", keyword: "", owner: "mine", body: "" };

/** A canned reply as the form holds it. */
export function fieldsOf({ name, keyword, body, ...owner }: CannedReplyDto): CannedReplyForm {
  return { name, keyword: keyword ?? "", owner: ownerChoiceOf(owner), body };
}

/** The form, or some of it, as the API takes it. */
export function inputOf({ owner, keyword, ...rest }: Partial<CannedReplyForm>): object {
  return {
    ...rest,
    ...(keyword === undefined ? {} : { keyword: keyword.trim() || null }),
    ...(owner === undefined ? {} : ownerOf(owner)),
  };
}

/** What was changed in the form, with what was seen. */
export function patchOf({
  was,
  ...changes
}: Partial<CannedReplyForm> & { was: Partial<CannedReplyForm> }): object {
  return { ...inputOf(changes), was: inputOf(was) };
}
