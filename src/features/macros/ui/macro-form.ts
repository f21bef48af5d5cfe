import type { MacroActions, MacroDto } from "@/features/macros/schema";
import { ownerChoiceOf, ownerOf, type OwnerChoice } from "@/features/library/ui/use-owners";

/** A choice that leaves a field as it is. */
export const KEEP = "keep";
/** A choice that empties a field. */
export const NONE = "none";

/** The form: the fields as people choose them. */
export interface MacroForm {
  name: string;
  owner: OwnerChoice;
  status: string;
  priority: string;
  category: string;
  teamId: string;
  assigneeId: string;
  addTags: string;
  removeTags: string;
  body: string;
  internal: boolean;
}

/** A form in which nothing stands yet. */
export const NO_FIELDS: MacroForm = {
  name: "",
  owner: "mine",
  status: KEEP,
  priority: KEEP,
  category: KEEP,
  teamId: KEEP,
  assigneeId: KEEP,
  addTags: "",
  removeTags: "",
  body: "",
  internal: false,
};

/** A macro as the form holds it. */
export function fieldsOf({ name, actions: { changes = {}, comment }, ...owner }: MacroDto): MacroForm {
  const orKeep = (value: string | null | undefined): string => (value === undefined ? KEEP : (value ?? NONE));
  return {
    name,
    owner: ownerChoiceOf(owner),
    status: orKeep(changes.status),
    priority: orKeep(changes.priority),
    category: orKeep(changes.category),
    teamId: orKeep(changes.teamId),
    assigneeId: orKeep(changes.assigneeId),
    addTags: changes.tags?.add?.join(", ") ?? "",
    removeTags: changes.tags?.remove?.join(", ") ?? "",
    body: comment?.body ?? "",
    internal: comment?.internal ?? false,
  };
}

/** The form as the API takes it. `before` keeps what the form does not show. */
export function inputOf(form: MacroForm, before: MacroActions | null): object {
  const { name, owner, body, internal } = form;
  const changes = {
    ...(before?.changes?.dueAt === undefined ? {} : { dueAt: before.changes.dueAt }),
    ...chosen("status", form.status),
    ...chosen("priority", form.priority),
    ...chosen("category", form.category),
    ...chosen("teamId", form.teamId),
    ...chosen("assigneeId", form.assigneeId),
    ...tagsOf(form),
  };
  const actions = {
    ...(Object.keys(changes).length > 0 ? { changes } : {}),
    ...(body.trim() === "" ? {} : { comment: { body, internal } }),
  };
  return { name, ...ownerOf(owner), actions };
}

function chosen(field: string, value: string): Record<string, string | null> {
  return value === KEEP ? {} : { [field]: value === NONE ? null : value };
}

function tagsOf({ addTags, removeTags }: MacroForm): object {
  const [add, remove] = [listOf(addTags), listOf(removeTags)];
  const tags = { ...(add.length > 0 ? { add } : {}), ...(remove.length > 0 ? { remove } : {}) };
  return Object.keys(tags).length > 0 ? { tags } : {};
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}
