import type { MacroActions } from "@/features/macros/schema";
import { categoryFallback, priorityWord, statusWord, tagWords } from "@/features/tickets/ui/ticket-words";
import type { Translate } from "@/messages/translation";

/** What a macro does, in a few words: one for each of its parts. Of a person or another team only that it is set. */
export function actionWords(
  t: Translate,
  { changes = {}, comment }: MacroActions,
  teamName: (id: string) => string | null,
): string[] {
  const { status, priority, category, teamId, assigneeId, dueAt, tags } = changes;
  const is = (
    field: "status" | "priority" | "category" | "teamId" | "assigneeId" | "dueAt",
    value: string,
  ): string => t("macros.does.set", { field: t(`tickets.field.${field}`), value });
  const words = [
    status === undefined ? null : is("status", statusWord(t, status)),
    priority === undefined ? null : is("priority", priorityWord(t, priority)),
    category === undefined ? null : is("category", categoryFallback(category)),
    teamId === undefined
      ? null
      : is(
          "teamId",
          teamId === null ? t("tickets.empty.teamId") : (teamName(teamId) ?? t("macros.does.chosen")),
        ),
    assigneeId === undefined
      ? null
      : is(
          "assigneeId",
          assigneeId === null
            ? t("tickets.empty.assigneeId")
            : t(assigneeId === "me" ? "macros.does.me" : "macros.does.chosen"),
        ),
    dueAt === undefined
      ? null
      : is("dueAt", dueAt === null ? t("tickets.empty.dueAt") : t("macros.does.chosen")),
    tags?.add?.length ? t("macros.does.addTags", { tags: tagWords(t, tags.add) }) : null,
    tags?.remove?.length ? t("macros.does.removeTags", { tags: tagWords(t, tags.remove) }) : null,
    comment ? t(comment.internal ? "macros.does.note" : "macros.does.reply") : null,
  ];
  return words.filter((word) => word !== null);
}
