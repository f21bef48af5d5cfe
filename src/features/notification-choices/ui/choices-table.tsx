"use client";

import {
  canLeaveBell,
  isMailOnly,
  SHOWN_KINDS,
  timesOf,
  type ChoosableKind,
  type Choice,
  type Choices,
} from "@/features/notification-choices/fields";
import { useTranslate } from "@/messages/translate-provider";
import { Select } from "@/ui/fields/select";
import { Switch } from "@/ui/fields/switch";
import { toast } from "@/ui/overlays/toast";
import { Callout } from "@/ui/states/callout";
import { useChoices, type ChoiceChange } from "./use-choices";

/** Why no mail comes, whatever is chosen: none is sent at all, or the person has no address that is proven. */
export type NoMail = "off" | "address";

const TOAST = "notification choices";

/** What one is notified of, and how: a row for each kind, a list of them where it is narrow. Each choice counts at once. */
export function ChoicesTable({ initial, noMail }: { initial: Choices; noMail: NoMail | null }) {
  const t = useTranslate();
  const { choices, change } = useChoices(initial);
  const rows = SHOWN_KINDS.flatMap((kind) => {
    const choice = choices[kind];
    return choice ? [{ kind, choice }] : [];
  });

  async function choose(next: ChoiceChange, before: Partial<Choice>): Promise<void> {
    try {
      await change(next);
      toast.success(t("notifications.choices.saved"), {
        id: TOAST,
        action: {
          label: t("notifications.undo"),
          onClick: () => void choose({ kind: next.kind, choice: before }, next.choice),
        },
      });
    } catch (error) {
      toast.error(error instanceof Error ? error.message : String(error), { id: TOAST });
    }
  }

  return (
    <>
      {noMail && <Callout tone="info">{t(`notifications.choices.noMail.${noMail}`)}</Callout>}
      <table className="w-full border-separate border-spacing-0 text-start text-ui @max-md:block">
        <caption className="sr-only">{t("notifications.choices.title")}</caption>
        <thead className="text-note text-ink-muted @max-md:sr-only">
          <tr>
            <th scope="col" className="pb-2 text-start font-medium">
              {t("notifications.choices.what")}
            </th>
            <th scope="col" className="w-20 pb-2 text-start font-medium">
              {t("notifications.choices.bell")}
            </th>
            <th scope="col" className="w-40 pb-2 text-start font-medium">
              {t("notifications.choices.mail")}
            </th>
          </tr>
        </thead>
        <tbody className="@max-md:block">
          {rows.map(({ kind, choice }) => (
            <ChoiceRow key={kind} kind={kind} choice={choice} choose={choose} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function ChoiceRow({
  kind,
  choice,
  choose,
}: {
  kind: ChoosableKind;
  choice: Choice;
  choose: (next: ChoiceChange, before: Partial<Choice>) => Promise<void>;
}) {
  const t = useTranslate();
  const what = t(`notifications.choices.kind.${kind}`);
  const cell =
    "border-t border-line py-2.5 @max-md:flex @max-md:items-center @max-md:justify-between @max-md:gap-4 @max-md:border-0 @max-md:py-1.5";
  return (
    <tr className="@max-md:block @max-md:border-t @max-md:border-line @max-md:py-2.5">
      <th
        scope="row"
        className="border-t border-line py-2.5 pe-4 text-start font-normal text-pretty @max-md:block @max-md:border-0 @max-md:py-1 @max-md:font-medium"
      >
        {what}
        {kind === "created" && (
          <span className="mt-0.5 block text-note font-normal text-ink-muted">
            {t("notifications.choices.createdHint")}
          </span>
        )}
      </th>
      <td className={cell}>
        <span aria-hidden className="hidden text-ink-muted @max-md:inline">
          {t("notifications.choices.bell")}
        </span>
        {canLeaveBell(kind) ? (
          <Switch
            checked={choice.bell}
            onCheckedChange={(bell) => void choose({ kind, choice: { bell } }, { bell: choice.bell })}
            label={t("notifications.choices.bellOf", { what })}
            hideLabel
          />
        ) : (
          <span className="text-ink-muted">
            {isMailOnly(kind) ? t("notifications.choices.mailOnly") : t("notifications.choices.always")}
          </span>
        )}
      </td>
      <td className={cell}>
        <span aria-hidden className="hidden text-ink-muted @max-md:inline">
          {t("notifications.choices.mail")}
        </span>
        <Select
          label={t("notifications.choices.mailOf", { what })}
          options={timesOf(kind).map((value) => ({ value, label: t(`notifications.choices.time.${value}`) }))}
          value={choice.mail}
          onValueChange={(mail) => void choose({ kind, choice: { mail } }, { mail: choice.mail })}
          className="w-40"
        />
      </td>
    </tr>
  );
}
