"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { classNames } from "@/ui/class-names";
import { POPUP_CLASSES, POPUP_ITEM_CLASSES } from "@/ui/fields/control-styles";
import { KeyboardHint } from "@/ui/marks/kbd";

/** The props of Menu: the button that opens it, and MenuItem, MenuLink, MenuRadio, MenuGroup, MenuSeparator inside. */
export interface MenuProps {
  /** One button element (Button, IconButton); it gets the menu's aria attributes. */
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
  onOpenChange?: (open: boolean) => void;
}

/** A menu behind one button. Arrow keys and first letters move, Enter chooses, Escape closes. */
export function Menu({
  trigger,
  children,
  align = "start",
  side = "bottom",
  className,
  onOpenChange,
}: MenuProps) {
  return (
    <BaseMenu.Root modal={false} onOpenChange={onOpenChange}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <BaseMenu.Popup className={classNames(POPUP_CLASSES, "min-w-48 max-w-80", className)}>
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

/** What every row of a menu may show. */
export interface MenuRowProps {
  icon?: ReactNode;
  keys?: readonly string[];
  hint?: ReactNode;
  children: ReactNode;
}

/** An action. `danger` for a destructive one. */
export function MenuItem({
  onSelect,
  danger,
  disabled,
  ...row
}: MenuRowProps & { onSelect: () => void; danger?: boolean; disabled?: boolean }) {
  return (
    <BaseMenu.Item
      onClick={onSelect}
      disabled={disabled}
      className={classNames(POPUP_ITEM_CLASSES, danger && "text-danger-ink data-highlighted:bg-danger-soft")}
    >
      <MenuRow {...row} />
    </BaseMenu.Item>
  );
}

/** A link. */
export function MenuLink({ href, ...row }: MenuRowProps & { href: string }) {
  return (
    <BaseMenu.LinkItem closeOnClick render={<Link href={href} />} className={POPUP_ITEM_CLASSES}>
      <MenuRow {...row} />
    </BaseMenu.LinkItem>
  );
}

/** A link to a file that is saved. */
export function MenuDownload({ href, ...row }: MenuRowProps & { href: string }) {
  return (
    <BaseMenu.LinkItem closeOnClick render={<a href={href} download />} className={POPUP_ITEM_CLASSES}>
      <MenuRow {...row} />
    </BaseMenu.LinkItem>
  );
}

/** The props of MenuRadio. */
export interface MenuRadioProps<Value extends string> {
  label: string;
  options: readonly { value: Value; label: ReactNode; icon?: ReactNode }[];
  value: Value;
  onValueChange: (value: Value) => void;
}

/** Radio items inside a menu; the chosen one has a tick. */
export function MenuRadio<Value extends string>({
  label,
  options,
  value,
  onValueChange,
}: MenuRadioProps<Value>) {
  return (
    <BaseMenu.RadioGroup
      value={value}
      onValueChange={(next: Value) => onValueChange(next)}
      aria-label={label}
    >
      {options.map((option) => (
        <BaseMenu.RadioItem
          key={option.value}
          value={option.value}
          closeOnClick
          className={POPUP_ITEM_CLASSES}
        >
          {option.icon}
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          <span className="flex size-4 text-accent">
            <BaseMenu.RadioItemIndicator>
              <Check aria-hidden />
            </BaseMenu.RadioItemIndicator>
          </span>
        </BaseMenu.RadioItem>
      ))}
    </BaseMenu.RadioGroup>
  );
}

/** A group of rows, under a small heading. */
export function MenuGroup({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className="px-2 pt-2 pb-1 text-xs font-medium text-ink-faint">
        {label}
      </BaseMenu.GroupLabel>
      {children}
    </BaseMenu.Group>
  );
}

/** A line between rows. */
export function MenuSeparator() {
  return <BaseMenu.Separator className="mx-2 my-1 h-px bg-line" />;
}

function MenuRow({ icon, keys, hint, children }: MenuRowProps) {
  return (
    <>
      {icon && <span className="flex text-ink-faint in-data-highlighted:text-current">{icon}</span>}
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate">{children}</span>
        {hint && <span className="text-xs text-ink-muted">{hint}</span>}
      </span>
      {keys && <KeyboardHint keys={keys} className="ms-4 text-ink-faint" />}
    </>
  );
}
